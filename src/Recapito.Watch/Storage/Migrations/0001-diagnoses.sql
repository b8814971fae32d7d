-- Diagnoses: what was asked, and what was seen. Verdicts are judged anew from the evidence, so that a later version and every language say what they know.
CREATE TABLE diagnosis (
    id         TEXT    PRIMARY KEY,              -- 128 random bits; whoever has it sees the diagnosis
    owner      BLOB    NOT NULL,                 -- SHA-256 of the secret of who asked; only that one sees names in full
    created    INTEGER NOT NULL,                 -- milliseconds since 1970, UTC
    expires    INTEGER NOT NULL,
    name       TEXT    NOT NULL,                 -- of the mail, as its holder knows it; the address, where there is no mail
    mail       BLOB,                             -- null for an address
    known_good TEXT    NOT NULL DEFAULT '',      -- addresses, separated by blanks
    world      TEXT,                             -- of the lab; null for the real world
    evidence   TEXT                              -- recapito.evidence/1; null until all was asked
) STRICT;

CREATE INDEX diagnosis_expires ON diagnosis (expires);
CREATE INDEX diagnosis_open ON diagnosis (created) WHERE evidence IS NULL;

-- One row for each recipient, to search by.
CREATE TABLE recipient (
    diagnosis TEXT    NOT NULL REFERENCES diagnosis (id) ON DELETE CASCADE,
    place     INTEGER NOT NULL,
    domain    TEXT    NOT NULL,
    verdict   TEXT    NOT NULL,
    cause     TEXT,
    party     TEXT,
    PRIMARY KEY (diagnosis, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX recipient_domain ON recipient (domain);
CREATE INDEX recipient_cause ON recipient (cause);
