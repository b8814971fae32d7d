-- What the reply itself says plainly, where nothing was determined: an id of catalogue/reasons.yaml.
ALTER TABLE recipient ADD COLUMN told TEXT;
