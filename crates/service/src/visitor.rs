//! Who is asking.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use permissions::Actor;

use crate::answers::{Problem, dressed};
use crate::api;
use crate::app::App;
use crate::secrets::{Secret, same};

/// Who is asking, and from where.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    /// Who they are to the rules.
    pub actor: Actor,
    /// Whether it is a program, or says so.
    pub is_program: bool,
    /// What others see of them.
    pub title: Option<String>,
    /// The secret of their session.
    pub session: Option<Secret>,
    /// What their forms are bound to: the session, or a cookie of somebody who isn't signed in.
    form: Secret,
    /// Whether the cookie of the form is theirs already.
    has_form_cookie: bool,
    /// From where.
    pub address: IpAddr,
    /// Whether they run the server.
    pub is_operator: bool,
}

impl Visitor {
    async fn of(app: &App, headers: &HeaderMap, peer: Option<IpAddr>) -> Result<Self, Problem> {
        let bearer = bearer(headers);
        let operates = app.settings.metrics_secret.as_deref().zip(bearer);
        let mut visitor = Self {
            actor: Actor::Nobody,
            is_program: bearer.is_some(),
            title: None,
            session: None,
            form: Secret::new().map_err(|error| Problem::failed(&error))?,
            has_form_cookie: false,
            address: address(app, headers, peer),
            // Behind a proxy everybody comes from this machine.
            is_operator: operates.is_some_and(|(secret, said)| same(secret, said))
                || (!app.settings.behind_proxy && peer.is_some_and(|peer| peer.is_loopback())),
        };
        if let Some(said) = bearer {
            visitor.has_token(app, said).await?;
            return Ok(visitor);
        }
        let jar = CookieJar::from_headers(headers);
        let cookie = |name: &str| Secret::said(jar.get(&named(app, name))?.value());
        if let Some(form) = cookie(FORM) {
            visitor.form = form;
            visitor.has_form_cookie = true;
        }
        if let Some(session) = cookie(SESSION) {
            visitor.has_session(app, session).await?;
        }
        Ok(visitor)
    }

    async fn has_token(&mut self, app: &App, said: &str) -> Result<(), Problem> {
        let Some(secret) = Secret::said(said) else { return Ok(()) };
        if let Some(token) = app.store.token(&secret.digest(), &app.work().places, app.now()).await? {
            self.actor = Actor::Token(token);
        }
        Ok(())
    }

    async fn has_session(&mut self, app: &App, session: Secret) -> Result<(), Problem> {
        let idle = app.settings.session_idle;
        if let Some(found) =
            app.store.signed_in(&session.digest(), idle, &app.work().places, app.now()).await?
        {
            self.actor = Actor::Person(found.person);
            self.title = Some(found.title);
            self.form = session.clone();
            self.session = Some(session);
        }
        Ok(())
    }

    /// What their forms carry.
    pub(crate) fn form_token(&self) -> String {
        self.form.form_token()
    }

    /// Gives somebody who isn't signed in the cookie that a form of theirs needs.
    pub(crate) fn with_form_cookie(&self, app: &App, response: Response) -> Response {
        if self.session.is_some() || self.has_form_cookie {
            return response;
        }
        (CookieJar::new().add(cookie(app, FORM, self.form.reveal())), response).into_response()
    }
}

/// The cookie that keeps somebody signed in.
const SESSION: &str = "bellwether";

/// The cookie that the forms of somebody who isn't signed in are bound to.
const FORM: &str = "bellwether-form";

/// The name of a cookie: with `__Host-` browsers take it only encrypted, from this host, for all of it.
pub(crate) fn named(app: &App, name: &str) -> String {
    if app.settings.is_secure() { format!("__Host-{name}") } else { name.to_owned() }
}

pub(crate) fn cookie(app: &App, name: &str, value: &str) -> Cookie<'static> {
    Cookie::build((named(app, name), value.to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.settings.is_secure())
        .build()
}

/// An answer that begins a session.
pub(crate) fn with_session(app: &App, session: &Secret, response: Response) -> Response {
    (CookieJar::new().add(cookie(app, SESSION, session.reveal())), response).into_response()
}

/// An answer that ends a session.
pub(crate) fn without_session(app: &App, response: Response) -> Response {
    let mut ended = cookie(app, SESSION, "");
    ended.make_removal();
    (CookieJar::new().add(ended), response).into_response()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

/// Where somebody asks from. Of what proxies add only the last is from our own.
fn address(app: &App, headers: &HeaderMap, peer: Option<IpAddr>) -> IpAddr {
    let forwarded = headers.get_all(HeaderName::from_static("x-forwarded-for")).iter().next_back();
    let last = forwarded
        .filter(|_| app.settings.behind_proxy)
        .and_then(|addresses| addresses.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    last.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

/// Finds out who is asking, and gives problems their page, or what programs are told.
pub(crate) async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let by_program = api::is_within(request.uri().path());
    let visitor = match Visitor::of(&app, request.headers(), peer).await {
        Ok(visitor) => visitor,
        Err(problem) if by_program => return api::dressed(&app, problem.into_response()),
        Err(problem) => {
            if let Problem::Failed(why) = &problem {
                tracing::error!(why, "nobody could be identified");
            }
            return problem.into_response();
        }
    };
    request.extensions_mut().insert(visitor.clone());
    let response = next.run(request).await;
    if by_program { api::dressed(&app, response) } else { dressed(&app, &visitor, response) }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let found = parts.extensions.get::<Self>().cloned();
        found.ok_or_else(|| Problem::Failed("nobody was identified".to_owned()))
    }
}
