-- What might be asked for a case, and what its answers are judged with, such as a world's own trust anchors: recapito.inquiry as JSON. Null until all was asked, and in what an older program kept.
ALTER TABLE diagnosis ADD COLUMN asked TEXT;
ALTER TABLE domain_check ADD COLUMN asked TEXT;

-- 1: asked by a visitor, who is nobody that is known; what is kept for all of them together is limited.
ALTER TABLE domain_check ADD COLUMN visitor INTEGER NOT NULL DEFAULT 0;
