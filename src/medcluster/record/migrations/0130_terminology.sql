-- What was loaded of public definitions: packages, code systems with their concepts, value sets, concept maps, profiles.
--
-- Nothing here is about patients, so no row-level security: the application's role reads everything and writes nothing;
-- the owner loads, by `medcluster terminology add` and `medcluster ig add`, each load in one transaction. What hospitals
-- store through the API are rows of record.resource like any other.
CREATE SCHEMA terminology;
GRANT USAGE ON SCHEMA terminology TO {application_role};

-- Goes up with every load, so that processes know when what they remember is old.
CREATE TABLE terminology.generation (
    number bigint NOT NULL,
    single boolean PRIMARY KEY DEFAULT true CHECK (single)
);
INSERT INTO terminology.generation (number) VALUES (0);

CREATE TABLE terminology.package (
    number        integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          text COLLATE "C" NOT NULL,
    version       text COLLATE "C" NOT NULL,
    title         text NOT NULL,
    fhir_versions text[] NOT NULL,
    dependencies  jsonb NOT NULL,              -- name -> version, as the package says
    loaded_at     timestamptz NOT NULL DEFAULT now(),
    UNIQUE (name, version)
);

-- Every conformance resource that was loaded, of a package or from a file of its own.
CREATE TABLE terminology.definition (
    number    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    package   integer REFERENCES terminology.package ON DELETE CASCADE,
    type      text COLLATE "C" NOT NULL,
    id        text COLLATE "C" NOT NULL,
    url       text COLLATE "C" NOT NULL,
    version   text COLLATE "C" NOT NULL,
    name      text NOT NULL,
    digest    text COLLATE "C" NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now(),
    body      bytea NOT NULL                   -- the JSON; of a code system without its concepts
);
CREATE INDEX definition_url ON terminology.definition (type, url);
CREATE INDEX definition_package ON terminology.definition (package);

CREATE TABLE terminology.code_system (
    number         integer PRIMARY KEY REFERENCES terminology.definition ON DELETE CASCADE,
    content        text NOT NULL,
    case_sensitive boolean NOT NULL,
    value_set      text NOT NULL,              -- canonical of the value set of all its codes, '' for none
    properties     text[] NOT NULL,            -- which a filter may name
    concepts       integer NOT NULL
);

-- The concepts: number counts from 1 in the order of the code system. folded: every word of code, display and
-- designations. No foreign keys below: rows come and go with their system, by the loader alone, and by the million.
CREATE TABLE terminology.concept (
    system     integer NOT NULL,
    number     integer NOT NULL,
    inactive   boolean NOT NULL,
    abstract   boolean NOT NULL,
    code       text COLLATE "C" NOT NULL,
    display    text NOT NULL,
    definition text NOT NULL,
    folded     text NOT NULL,
    PRIMARY KEY (system, number),
    UNIQUE (system, code)
);
CREATE INDEX concept_any_case ON terminology.concept (system, lower(code));
CREATE INDEX concept_words ON terminology.concept USING gin (array_to_tsvector(string_to_array(folded, ' ')));

CREATE TABLE terminology.designation (
    system   integer NOT NULL,
    concept  integer NOT NULL,
    language text NOT NULL,
    use      jsonb,                            -- a Coding: system, code, display
    value    text NOT NULL
);
CREATE INDEX designation_concept ON terminology.designation (system, concept);

CREATE TABLE terminology.property (
    system  integer NOT NULL,
    concept integer NOT NULL,
    code    text COLLATE "C" NOT NULL,
    kind    text NOT NULL,
    value   text COLLATE "C" NOT NULL,
    coding  jsonb
);
CREATE INDEX property_concept ON terminology.property (system, concept);
CREATE INDEX property_value ON terminology.property (system, code, left(value, 200));

-- Directly above; and everything above, so that one look into an index says whether one concept subsumes another.
CREATE TABLE terminology.parent (
    system integer NOT NULL,
    child  integer NOT NULL,
    parent integer NOT NULL,
    PRIMARY KEY (system, child, parent)
);
CREATE INDEX parent_children ON terminology.parent (system, parent, child);

CREATE TABLE terminology.closure (
    system     integer NOT NULL,
    ancestor   integer NOT NULL,
    descendant integer NOT NULL,
    PRIMARY KEY (system, ancestor, descendant)
);

GRANT SELECT ON ALL TABLES IN SCHEMA terminology TO {application_role};
