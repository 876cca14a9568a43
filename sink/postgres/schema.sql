-- Version 1. A later version is a further file; this one is never edited
-- after a release. Dates are ISO 8601, offsets bytes of UTF-8; NULL is
-- unknown. doc holds the record as JSON, whole and verbatim (json, not jsonb,
-- which would refuse some); the columns beside it are there to select by.
-- The connection's search_path names the schema.

CREATE TABLE article (
  id             text PRIMARY KEY,
  report         text NOT NULL,              -- id of the article whose report carried it: its host, or itself
  host           text,                       -- of an embedded article
  first_revision integer NOT NULL,
  revision       integer NOT NULL,
  retracted      boolean NOT NULL,
  source         text NOT NULL,
  url            text NOT NULL,
  lang           text NOT NULL,
  title          text NOT NULL,
  at             text COLLATE "C" NOT NULL,  -- publication, else fetching
  stored_at      timestamptz NOT NULL,
  doc            json NOT NULL
);
CREATE INDEX article_report ON article (report);

CREATE TABLE claim (
  id             text PRIMARY KEY,
  article        text NOT NULL REFERENCES article (id),
  report         text NOT NULL,
  first_revision integer NOT NULL,
  revision       integer NOT NULL,
  retracted      boolean NOT NULL,
  seq            bigint NOT NULL UNIQUE,     -- of the last change, over all claims
  key            text COLLATE "C" NOT NULL,  -- order of reading, from high to low
  at             text COLLATE "C" NOT NULL,
  kind           text NOT NULL,
  action         text,
  polarity       text NOT NULL,
  status         text NOT NULL,
  actor          text,
  force          text,                       -- as written
  role           text,
  unit           text,
  value          double precision,
  value_min      double precision,
  value_max      double precision,
  qualifier      text,
  counted        text,                       -- personnel, percent, sites …
  basis          text,                       -- total or change
  country        text,
  admin1         text,
  site           text,
  lat            double precision,
  lon            double precision,
  time_from      text,
  time_to        text,
  speaker        text,
  org            text,
  via            text,
  quoted         boolean NOT NULL,
  section        text NOT NULL,
  evidence       text NOT NULL,
  evidence_start integer NOT NULL,
  evidence_end   integer NOT NULL,
  confidence     double precision NOT NULL,
  source         text NOT NULL,
  lang           text NOT NULL,
  stored_at      timestamptz NOT NULL,
  folded         text NOT NULL,
  doc            json NOT NULL
);
CREATE UNIQUE INDEX claim_key ON claim (key);
CREATE INDEX claim_report ON claim (report);
CREATE INDEX claim_article ON claim (article);
CREATE INDEX claim_country ON claim (country, key);
CREATE INDEX claim_actor ON claim (actor, key);
CREATE INDEX claim_source ON claim (source, key);

-- What an analyst asks: claims that stand, with the article they are from.
CREATE VIEW current_claim AS
SELECT c.id, c.kind, c.action, c.polarity, c.status, c.actor, c.force, c.role, c.unit,
       c.value, c.value_min, c.value_max, c.qualifier, c.counted, c.basis,
       c.country, c.admin1, c.site, c.lat, c.lon, c.time_from, c.time_to, c.speaker, c.org, c.via, c.quoted,
       c.section, c.evidence, c.confidence, c.source, c.lang,
       nullif(c.at, '')::timestamptz AS published_at, c.stored_at, a.title, a.url, c.article, c.seq
  FROM claim c JOIN article a ON a.id = c.article
 WHERE NOT c.retracted;

-- Search inside words is fast where the server has trigrams and grants them,
-- and a plain scan elsewhere.
DO $$ BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
  CREATE INDEX claim_folded ON claim USING gin (folded public.gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'no trigram index: %', SQLERRM;
END $$;
