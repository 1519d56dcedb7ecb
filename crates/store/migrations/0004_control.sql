-- The control room: its records gathered from the journal, what passed each door by device, files that entries name, and the
-- secrets that seal names. Ids and times as in 0001.

-- Records of the control room, also those that this build cannot read: what they say is worked out by whoever reads them.
-- A projection, except for `no`: the order of arrival, in which a reader goes on where it had got to; `told` as in 0001.
CREATE TABLE log_record (
  no INTEGER PRIMARY KEY,                   -- local
  hlc INTEGER NOT NULL,
  author BLOB NOT NULL CHECK (length(author) = 16),
  seq INTEGER NOT NULL,
  told BLOB NOT NULL,
  wall_ms INTEGER NOT NULL,
  mono_ms INTEGER,                          -- these two: null when another author tells of it, who does not know them
  boot BLOB CHECK (length(boot) = 8),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 6 AND 19),
  version INTEGER NOT NULL,
  payload BLOB NOT NULL,
  CHECK ((mono_ms IS NULL) = (boot IS NULL))
) STRICT;
CREATE UNIQUE INDEX log_record_name ON log_record (author, seq);

-- Grows whenever a record of the control room was taken out or told otherwise, or counts from another moment: whoever read
-- them reads all of them again.
CREATE TABLE log (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  generation INTEGER NOT NULL
) STRICT;
INSERT INTO log (one, generation) VALUES (1, 0);

-- What each device has let through each door by scans that stand. A projection.
CREATE TABLE door_tally (
  author BLOB NOT NULL CHECK (length(author) = 16),
  checkpoint BLOB NOT NULL,
  entries INTEGER NOT NULL DEFAULT 0,
  exits INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (author, checkpoint)
) STRICT, WITHOUT ROWID;

-- What was scanned lately, wherever and whatever the verdict: the rules of the gates look at it.
CREATE INDEX scan_moment ON scan (at_ms);

-- Who signed in where, so that nobody has to read whole logs for it.
CREATE INDEX record_operator ON record (author, seq) WHERE kind = 2;

-- Files that entries name by what is in them. They are no records: who has none of the bytes still has the entry.
CREATE TABLE attachment (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
  name TEXT NOT NULL,
  media TEXT NOT NULL,
  bytes BLOB NOT NULL,
  added_ms INTEGER NOT NULL
) STRICT;

-- Secrets that seal words in the log: the one that was made here, and those that others handed over.
CREATE TABLE secret (
  id BLOB PRIMARY KEY CHECK (length(id) = 8),
  key BLOB NOT NULL CHECK (length(key) = 32),
  own INTEGER NOT NULL CHECK (own IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX secret_own ON secret (own) WHERE own = 1;

INSERT INTO door_tally (author, checkpoint, entries, exits)
  SELECT author, checkpoint, sum(direction = 'in'), sum(direction = 'out') FROM scan
  WHERE passed = 1 AND rehearsal = 0 AND undone_author IS NULL GROUP BY author, checkpoint;

UPDATE meta SET min_reader = 4;
