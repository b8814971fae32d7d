-- Keys of the API. A key is 256 random bits, so its plain digest gives nothing away; the key itself is shown once and never kept.
CREATE TABLE api_key (
    id      TEXT    PRIMARY KEY,                 -- stands in the key, to find it by; no secret
    name    TEXT    NOT NULL,                    -- what its holder calls it
    digest  BLOB    NOT NULL,                    -- SHA-256 of the key; the owner of what is asked with it
    scopes  INTEGER NOT NULL,                    -- bits of ApiScopes
    created INTEGER NOT NULL,                    -- milliseconds since 1970, UTC
    used    INTEGER,                             -- to the hour
    revoked INTEGER
) STRICT;

CREATE UNIQUE INDEX api_key_name ON api_key (name) WHERE revoked IS NULL;

-- Checks of domains. As with diagnoses, findings are judged anew from the evidence.
CREATE TABLE domain_check (
    id        TEXT    PRIMARY KEY,               -- 128 random bits
    owner     BLOB    NOT NULL,                  -- SHA-256 of the secret of who asked
    created   INTEGER NOT NULL,
    expires   INTEGER NOT NULL,
    domain    TEXT    NOT NULL,
    smtp      INTEGER NOT NULL,                  -- 1: the mail hosts are talked to
    https     INTEGER NOT NULL,                  -- 1: policies and registry data are fetched
    selectors TEXT    NOT NULL,                  -- of DKIM, separated by blanks
    world     TEXT,                              -- of the lab; null for the real world
    looked    INTEGER,                           -- the time that the findings are judged for
    seconds   REAL,                              -- how long the asking took; null in a world
    evidence  TEXT                               -- recapito.evidence/1; null until all was asked
) STRICT;

CREATE INDEX domain_check_expires ON domain_check (expires);
CREATE INDEX domain_check_open ON domain_check (created) WHERE evidence IS NULL;

-- Requests that must have one effect however often they are sent; kept as long as what they led to.
CREATE TABLE once_key (
    owner     BLOB NOT NULL,
    key       TEXT NOT NULL,                     -- the caller's
    digest    BLOB NOT NULL,                     -- SHA-256 of what was asked
    diagnosis TEXT REFERENCES diagnosis (id) ON DELETE CASCADE,
    "check"   TEXT REFERENCES domain_check (id) ON DELETE CASCADE,
    PRIMARY KEY (owner, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX once_key_diagnosis ON once_key (diagnosis);
CREATE INDEX once_key_check ON once_key ("check");
CREATE INDEX diagnosis_owner ON diagnosis (owner, created, id);
