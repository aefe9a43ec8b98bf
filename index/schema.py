"""The tables of a catalog."""

SCHEMA = """
create table about (key text primary key, value text not null);
create table article (
    id text primary key, fingerprint text not null, title text not null,
    source text, author text, published text, url text, words text not null default '', story text
);
create index source_of on article (source);
create index published_of on article (published);
create index words_of on article (words);
create index story_of on article (story);
create table copy (
    id text primary key, article text not null references article on delete cascade, fingerprint text not null,
    title text not null, source text, author text, published text, url text
);
create index copy_of on copy (article);
create table sketch (article text primary key references article on delete cascade, hashes blob not null);
create table band (hash integer not null, article text not null references article on delete cascade);
create index band_hash on band (hash);
create index band_of on band (article);
create table version (article text not null, replaced text not null, body text not null);
create index version_of on version (article);
create table paragraph (
    article text not null references article on delete cascade, number integer not null,
    text text not null, role text not null, repeats integer, page integer, primary key (article, number)
) without rowid;
create table passage (
    id integer primary key, article text not null references article on delete cascade,
    first integer not null, last integer not null
);
create index passage_of on passage (article);
create table part (
    vector text primary key, passage integer not null references passage on delete cascade,
    tokens blob not null, places blob not null
);
create index part_of on part (passage);
create table statement (
    article text not null references article on delete cascade, place integer not null,
    paragraph integer not null, speaker text not null, speaker_text text not null, cue text not null,
    start integer not null, end integer not null, content text not null, stance text not null,
    speech text not null, issuer text, about text, primary key (article, place)
) without rowid;
create index speaker_of on statement (speaker, speaker_text, article, paragraph);
create virtual table words using fts5 (title, body, tokenize = 'porter unicode61 remove_diacritics 2');
"""
