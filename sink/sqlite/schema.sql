-- Version 1. A later version is a further file; this one is never edited
-- after a release. Times are UTC, dates ISO 8601, offsets bytes of UTF-8;
-- NULL is unknown. doc holds the record as JSON, whole; the columns beside it
-- are there to select by.

CREATE TABLE article (
  id             TEXT PRIMARY KEY,
  report         TEXT NOT NULL,              -- id of the article whose report carried it: its host, or itself
  host           TEXT,                       -- of an embedded article
  first_revision INTEGER NOT NULL,
  revision       INTEGER NOT NULL,
  retracted      INTEGER NOT NULL CHECK (retracted IN (0, 1)),
  source         TEXT NOT NULL,
  url            TEXT NOT NULL,
  lang           TEXT NOT NULL,
  title          TEXT NOT NULL,
  at             TEXT NOT NULL,              -- publication, else fetching
  stored_at      TEXT NOT NULL,
  doc            TEXT NOT NULL
) STRICT;
CREATE INDEX article_report ON article (report);

CREATE TABLE claim (
  n              INTEGER PRIMARY KEY,
  id             TEXT NOT NULL UNIQUE,
  article        TEXT NOT NULL REFERENCES article (id),
  report         TEXT NOT NULL,
  first_revision INTEGER NOT NULL,
  revision       INTEGER NOT NULL,
  retracted      INTEGER NOT NULL CHECK (retracted IN (0, 1)),
  seq            INTEGER NOT NULL UNIQUE,    -- of the last change, over all claims
  key            TEXT NOT NULL,              -- order of reading, from high to low
  at             TEXT NOT NULL,
  kind           TEXT NOT NULL,
  action         TEXT,
  polarity       TEXT NOT NULL,
  status         TEXT NOT NULL,
  actor          TEXT,
  force          TEXT,                       -- as written
  role           TEXT,
  unit           TEXT,
  value          REAL,
  value_min      REAL,
  value_max      REAL,
  qualifier      TEXT,
  counted        TEXT,                       -- personnel, percent, sites …
  basis          TEXT,                       -- total or change
  country        TEXT,
  admin1         TEXT,
  site           TEXT,
  lat            REAL,
  lon            REAL,
  time_from      TEXT,
  time_to        TEXT,
  speaker        TEXT,
  org            TEXT,
  via            TEXT,
  quoted         INTEGER NOT NULL CHECK (quoted IN (0, 1)),
  section        TEXT NOT NULL,
  evidence       TEXT NOT NULL,
  evidence_start INTEGER NOT NULL,
  evidence_end   INTEGER NOT NULL,
  confidence     REAL NOT NULL,
  source         TEXT NOT NULL,
  lang           TEXT NOT NULL,
  stored_at      TEXT NOT NULL,
  folded         TEXT NOT NULL,
  doc            TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX claim_key ON claim (key);
CREATE INDEX claim_report ON claim (report);
CREATE INDEX claim_article ON claim (article);
CREATE INDEX claim_country ON claim (country, key);
CREATE INDEX claim_actor ON claim (actor, key);
CREATE INDEX claim_source ON claim (source, key);

-- Trigrams of the folded text: finds a word inside a longer one, as Arabic
-- writes its articles and prepositions, where a word index would miss it.
CREATE VIRTUAL TABLE claim_text USING fts5 (folded, content = 'claim', content_rowid = 'n', tokenize = 'trigram');
CREATE TRIGGER claim_text_insert AFTER INSERT ON claim BEGIN
  INSERT INTO claim_text (rowid, folded) VALUES (new.n, new.folded);
END;
CREATE TRIGGER claim_text_update AFTER UPDATE OF folded ON claim BEGIN
  INSERT INTO claim_text (claim_text, rowid, folded) VALUES ('delete', old.n, old.folded);
  INSERT INTO claim_text (rowid, folded) VALUES (new.n, new.folded);
END;
CREATE TRIGGER claim_text_delete AFTER DELETE ON claim BEGIN
  INSERT INTO claim_text (claim_text, rowid, folded) VALUES ('delete', old.n, old.folded);
END;
