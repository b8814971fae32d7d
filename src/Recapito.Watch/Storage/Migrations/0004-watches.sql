-- Watches of a change of the DNS. As with diagnoses, what was seen is kept, and judged anew: the answers are told to the watch again, in their order.
CREATE TABLE watch (
    id        TEXT    PRIMARY KEY,               -- 128 random bits; whoever has it sees the watch
    owner     BLOB    NOT NULL,                  -- SHA-256 of the secret of who asked
    created   INTEGER NOT NULL,                  -- milliseconds since 1970, UTC
    expires   INTEGER NOT NULL,
    domain    TEXT    NOT NULL,                  -- owner name of the record
    type      TEXT    NOT NULL,                  -- "MX" …
    expected  TEXT,                              -- as it was written; null for the newest answer
    resolvers TEXT    NOT NULL,                  -- a line each: address, blank, name
    every     INTEGER NOT NULL,                  -- seconds between two rounds at one server
    smtp      INTEGER NOT NULL,                  -- 1: the mail hosts are greeted at the end
    longest   INTEGER NOT NULL,                  -- seconds, from its beginning
    world     TEXT,                              -- of the lab; null for the real world
    ended     INTEGER,                           -- ticks of 100 ns since its beginning; null while it goes on
    begin     INTEGER,                           -- the time of day at its beginning, by the clock as it was set at its end
    stopped   INTEGER NOT NULL DEFAULT 0         -- 1: its owner ended it
) STRICT;

CREATE INDEX watch_expires ON watch (expires);
CREATE INDEX watch_open ON watch (created) WHERE ended IS NULL;
CREATE INDEX watch_owner ON watch (owner, created, id);

CREATE TABLE watch_answer (
    watch TEXT    NOT NULL REFERENCES watch (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,                      -- in the order in which they came
    round INTEGER NOT NULL,
    asked INTEGER NOT NULL,                      -- ticks since the beginning of the watch: when the round went out
    at    INTEGER NOT NULL,                      -- and when the answer came
    seen  TEXT    NOT NULL,                      -- recapito.evidence/1 of one observation
    PRIMARY KEY (watch, place)
) STRICT, WITHOUT ROWID;

ALTER TABLE once_key ADD COLUMN watch TEXT REFERENCES watch (id) ON DELETE CASCADE;
CREATE INDEX once_key_watch ON once_key (watch);
