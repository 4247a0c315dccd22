-- What is said of a release without its content: a row of `release` goes on after its front, which is long, and whatever
-- stands behind it is reached through all of it.
CREATE INDEX release_entry ON release (
    scorecard, link, id, data_month, number, state, fingerprint, previous, seal, drafted_at, publish_at, published_at,
    withdrawn_at, reason
);

-- Releases whose content was removed.
CREATE INDEX release_emptied ON release (id) WHERE front IS NULL;
