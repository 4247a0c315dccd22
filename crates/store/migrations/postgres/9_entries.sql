-- Releases whose content was removed. What is long is kept apart by the server, so that a row is read without it.
CREATE INDEX release_emptied ON release (id) WHERE front IS NULL;
