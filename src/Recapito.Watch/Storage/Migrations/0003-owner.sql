-- Who runs a service that others can reach. One is enough.
CREATE TABLE owner (
    place        INTEGER PRIMARY KEY CHECK (place = 1),
    id           TEXT    NOT NULL,               -- random; the user handle of passkeys
    password     TEXT,                           -- salted and hashed; null where there are passkeys only
    stamp        TEXT    NOT NULL,               -- stands in every session; another one ends them
    failures     INTEGER NOT NULL DEFAULT 0,     -- wrong passwords since the last right one
    locked_until INTEGER                         -- milliseconds since 1970, UTC
) STRICT;

CREATE TABLE owner_passkey (
    id   BLOB PRIMARY KEY,                       -- of the credential; no secret
    data TEXT NOT NULL                           -- public key, counter and what else is checked with it, as JSON
) STRICT, WITHOUT ROWID;

-- Whoever opens the link becomes the owner. It is 256 random bits, so its plain digest gives nothing away.
CREATE TABLE owner_link (
    digest  BLOB    PRIMARY KEY,                 -- SHA-256
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Under which address the service was last reached, to print links with.
CREATE TABLE served (
    place   INTEGER PRIMARY KEY CHECK (place = 1),
    address TEXT    NOT NULL
) STRICT;

-- 0: asked by a visitor, for whom no host is talked to.
ALTER TABLE diagnosis ADD COLUMN smtp INTEGER NOT NULL DEFAULT 1;
