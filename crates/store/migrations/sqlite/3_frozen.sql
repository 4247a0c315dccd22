-- What is signed off does not change, whoever asks.

CREATE TRIGGER release_begins BEFORE INSERT ON release
WHEN NEW.state <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'a release begins as a draft');
END;

-- `OR REPLACE` removes the row in the way without asking the trigger of removals.
CREATE TRIGGER release_not_replaced BEFORE INSERT ON release
WHEN EXISTS (
    SELECT 1 FROM release WHERE seal IS NOT NULL AND (
        id = NEW.id OR (scorecard = NEW.scorecard AND data_month = NEW.data_month AND number = NEW.number)
    )
)
BEGIN
    SELECT RAISE(ABORT, 'a release that is signed off cannot be replaced');
END;

CREATE TRIGGER release_not_overwritten BEFORE UPDATE ON release
WHEN EXISTS (
    SELECT 1 FROM release WHERE seal IS NOT NULL AND id <> OLD.id AND (
        id = NEW.id OR (scorecard = NEW.scorecard AND (
            (data_month = NEW.data_month AND number = NEW.number) OR link = NEW.link
        ))
    )
)
BEGIN
    SELECT RAISE(ABORT, 'a release that is signed off cannot be replaced');
END;

CREATE TRIGGER release_steps BEFORE UPDATE ON release
WHEN NEW.state <> OLD.state AND OLD.state || ' to ' || NEW.state NOT IN (
    'draft to ready', 'ready to draft', 'ready to signed off', 'signed off to published',
    'signed off to withdrawn', 'published to superseded', 'published to withdrawn', 'superseded to withdrawn'
)
BEGIN
    SELECT RAISE(ABORT, 'a release cannot take this step');
END;

CREATE TRIGGER release_sealed BEFORE UPDATE ON release
WHEN OLD.seal IS NULL AND NEW.seal IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sign_off WHERE release = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'nobody has signed the release off');
END;

CREATE TRIGGER release_chained BEFORE UPDATE ON release
WHEN OLD.seal IS NULL AND NEW.seal IS NOT NULL AND NOT (
    NEW.link = (SELECT count(*) + 1 FROM release WHERE scorecard = NEW.scorecard AND link IS NOT NULL)
    AND NEW.previous IS (SELECT seal FROM release WHERE scorecard = NEW.scorecard AND link = NEW.link - 1)
)
BEGIN
    SELECT RAISE(ABORT, 'a release is chained to the one signed off before it');
END;

CREATE TRIGGER release_frozen BEFORE UPDATE ON release
WHEN OLD.seal IS NOT NULL AND (
    NEW.id IS NOT OLD.id OR NEW.scorecard IS NOT OLD.scorecard OR NEW.data_month IS NOT OLD.data_month
    OR NEW.number IS NOT OLD.number OR NEW.fingerprint IS NOT OLD.fingerprint OR NEW.link IS NOT OLD.link
    OR NEW.previous IS NOT OLD.previous OR NEW.seal IS NOT OLD.seal OR NEW.drafted_at IS NOT OLD.drafted_at
    OR (NEW.front IS NOT OLD.front AND NOT (NEW.front IS NULL AND NEW.state = 'withdrawn'))
    OR (OLD.published_at IS NOT NULL AND NEW.published_at IS NOT OLD.published_at)
    OR (OLD.published_at IS NOT NULL AND NEW.publish_at IS NOT OLD.publish_at)
    OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NOT OLD.withdrawn_at)
    OR (OLD.reason IS NOT NULL AND NEW.reason IS NOT OLD.reason)
)
BEGIN
    SELECT RAISE(ABORT, 'a release that is signed off cannot be changed');
END;

CREATE TRIGGER release_kept BEFORE DELETE ON release
WHEN OLD.seal IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a release that is signed off cannot be removed');
END;

CREATE TRIGGER sheet_added BEFORE INSERT ON sheet
WHEN (SELECT seal FROM release WHERE id = NEW.release) IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a release that is signed off cannot be changed');
END;

CREATE TRIGGER sheet_changed BEFORE UPDATE ON sheet
WHEN EXISTS (SELECT 1 FROM release WHERE id IN (OLD.release, NEW.release) AND seal IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a release that is signed off cannot be changed');
END;

-- Content goes only with a withdrawal that has taken the front already.
CREATE TRIGGER sheet_removed BEFORE DELETE ON sheet
WHEN EXISTS (SELECT 1 FROM release WHERE id = OLD.release AND seal IS NOT NULL AND front IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a release that is signed off cannot be changed');
END;

CREATE TRIGGER sign_off_added BEFORE INSERT ON sign_off
WHEN NOT EXISTS (SELECT 1 FROM release WHERE id = NEW.release AND state = 'ready')
BEGIN
    SELECT RAISE(ABORT, 'only a release that is ready can be signed off');
END;

CREATE TRIGGER sign_off_changed BEFORE UPDATE ON sign_off
WHEN EXISTS (SELECT 1 FROM release WHERE id IN (OLD.release, NEW.release) AND seal IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a release that is signed off cannot be changed');
END;

CREATE TRIGGER sign_off_removed BEFORE DELETE ON sign_off
WHEN EXISTS (SELECT 1 FROM release WHERE id = OLD.release AND seal IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a release that is signed off cannot be changed');
END;
