//! How often somebody may try to sign in, and how much programs may ask.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use jiff::Timestamp;
use store::SecretDigest;

use crate::app::Clock;

/// With one name: so many at once, then one each minute.
const BY_NAME: (NonZeroU32, Duration) = (NonZeroU32::MIN.saturating_add(9), Duration::from_secs(60));

/// From one address, behind which a whole office may be: so many at once, then one every two seconds.
const BY_ADDRESS: (NonZeroU32, Duration) = (NonZeroU32::MIN.saturating_add(59), Duration::from_secs(2));

/// By programs of one account, or from one address without: so many calls at once, more than all pages of an edition,
/// then one every 50 milliseconds.
const BY_READER: (NonZeroU32, Duration) = (NonZeroU32::MIN.saturating_add(1_999), Duration::from_millis(50));

/// Above so many names or addresses, those that may try as often as they like again are forgotten.
const MANY: usize = 10_000;

/// The clock that the service was given, as the limits read it.
#[derive(Clone)]
struct Handed(Clock, Timestamp);

impl governor::clock::Clock for Handed {
    type Instant = Duration;

    fn now(&self) -> Duration {
        let passed = (self.0)().duration_since(self.1);
        passed.try_into().unwrap_or_default()
    }
}

type Limiter<Key> = RateLimiter<Key, DashMapStateStore<Key>, Handed, NoOpMiddleware<Duration>>;

/// Whose programs ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Reader {
    /// Those of an account.
    Account(i64),
    /// Those from an address that don't say for whom they ask.
    Address(IpAddr),
}

/// Who tried how often.
pub(crate) struct Limits {
    clock: Handed,
    readers: Limiter<Reader>,
    names: Limiter<SecretDigest>,
    addresses: Limiter<IpAddr>,
}

/// Somebody must wait before they try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wait {
    pub(crate) seconds: u64,
}

impl Wait {
    /// What is left to wait, in whole seconds.
    fn of(long: Duration) -> Self {
        Self { seconds: long.as_secs() + u64::from(long.subsec_nanos() > 0) }
    }
}

impl Limits {
    pub(crate) fn new(clock: &Clock) -> Self {
        let clock = Handed(Clock::clone(clock), clock());
        let quota = |(burst, period): (NonZeroU32, Duration)| {
            Quota::with_period(period)
                .map_or_else(|| Quota::per_minute(burst), |quota| quota.allow_burst(burst))
        };
        Self {
            readers: RateLimiter::dashmap_with_clock(quota(BY_READER), clock.clone()),
            names: RateLimiter::dashmap_with_clock(quota(BY_NAME), clock.clone()),
            addresses: RateLimiter::dashmap_with_clock(quota(BY_ADDRESS), clock.clone()),
            clock,
        }
    }

    /// Counts a call.
    pub(crate) fn reads(&self, reader: Reader) -> Result<(), Wait> {
        if self.readers.len() > MANY {
            self.readers.retain_recent();
        }
        self.readers.check_key(&reader).map_err(|not_yet| Wait::of(not_yet.wait_time_from(self.clock.now())))
    }

    /// Counts a try with a name from an address.
    pub(crate) fn tries(&self, name: &str, address: IpAddr) -> Result<(), Wait> {
        if self.names.len() > MANY {
            self.names.retain_recent();
        }
        if self.addresses.len() > MANY {
            self.addresses.retain_recent();
        }
        let now = self.clock.now();
        self.addresses.check_key(&address).map_err(|not_yet| Wait::of(not_yet.wait_time_from(now)))?;
        // Names are kept as digests: what somebody types there may be their password.
        let name = SecretDigest::of(name);
        self.names.check_key(&name).map_err(|not_yet| Wait::of(not_yet.wait_time_from(now)))
    }
}
