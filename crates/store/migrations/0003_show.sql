-- Shows: their records gathered from the journal, so that one read brings a show in its order. Ids and times as in 0001.

-- Records of shows, also those that this build cannot read any further: what they say is worked out by whoever reads them.
-- A projection; `told` as in 0001.
CREATE TABLE show_record (
  show BLOB NOT NULL CHECK (length(show) = 16),
  hlc INTEGER NOT NULL,
  author BLOB NOT NULL CHECK (length(author) = 16),
  seq INTEGER NOT NULL,
  told BLOB NOT NULL,
  wall_ms INTEGER NOT NULL,
  mono_ms INTEGER,                          -- these two: null when another author tells of it, who does not know them
  boot BLOB CHECK (length(boot) = 8),
  kind INTEGER NOT NULL CHECK (kind IN (16, 17)),
  version INTEGER NOT NULL,
  payload BLOB NOT NULL,
  PRIMARY KEY (show, hlc, author, seq),
  CHECK ((mono_ms IS NULL) = (boot IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX show_record_name ON show_record (author, seq);

-- Wall clocks that jumped. A projection; `told` and `boot` as above.
CREATE TABLE clock_step (
  author BLOB NOT NULL CHECK (length(author) = 16),
  seq INTEGER NOT NULL,
  told BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  from_wall_ms INTEGER NOT NULL,
  to_wall_ms INTEGER NOT NULL,
  mono_ms INTEGER NOT NULL,
  boot BLOB CHECK (length(boot) = 8),
  PRIMARY KEY (author, seq)
) STRICT, WITHOUT ROWID;

-- One row a show. `revision` grows with whatever may change how the show looks, so that nobody need read it in vain; it
-- tells how often that was, not what is there, and stays when no record of the show is believed any more.
CREATE TABLE show (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  records INTEGER NOT NULL,
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- An older program would write records that this table does not learn of.
UPDATE meta SET min_reader = 3;
