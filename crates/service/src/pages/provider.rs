//! Signing in at the council's identity provider.

use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;

use crate::answers::Problem;
use crate::app::App;
use crate::guard::Asked;
use crate::pages::front::{self, ours, show_sign_in};
use crate::provider::{Provider, ProviderError, state};
use crate::secrets::{Secret, same};
use crate::visitor::{Visitor, cookie, named};

/// The cookie of a browser whose user is at the provider.
const COOKIE: &str = "bellwether-provider";

#[derive(Deserialize)]
pub(crate) struct Towards {
    #[serde(default)]
    next: String,
    #[serde(default)]
    invitation: String,
}

async fn provider(app: &App) -> Result<Provider, Problem> {
    let provider = app.settings.provider.as_ref().ok_or(Problem::NotFound)?;
    Provider::find(&app.settings, provider).await.map_err(Problem::from)
}

impl From<ProviderError> for Problem {
    fn from(error: ProviderError) -> Self {
        Self::ProviderFailed(error.to_string())
    }
}

/// Sends a browser to the provider. It keeps where its user wanted to go, or the invitation that they came with.
pub(crate) async fn begin(
    State(app): State<App>,
    Asked(towards): Asked<Towards>,
) -> Result<Response, Problem> {
    let provider = provider(&app).await?;
    let secret = Secret::new().map_err(|error| Problem::failed(&error))?;
    let address =
        HeaderValue::from_str(&provider.address(&secret)).map_err(|error| Problem::failed(&error))?;
    let next = BASE64URL_NOPAD.encode(ours(&towards.next).as_bytes());
    let invitation = Secret::said(&towards.invitation);
    let invitation = invitation.as_ref().map_or("", Secret::reveal);
    let kept = format!("{}.{next}.{invitation}", secret.reveal());
    let response = (StatusCode::SEE_OTHER, [(LOCATION, address)]).into_response();
    Ok((CookieJar::new().add(cookie(&app, COOKIE, &kept)), response).into_response())
}

/// What a browser kept while its user was at the provider.
struct Kept {
    secret: Secret,
    next: String,
    invitation: Option<Secret>,
}

impl Kept {
    fn of(app: &App, headers: &HeaderMap) -> Option<Self> {
        let jar = CookieJar::from_headers(headers);
        let mut parts = jar.get(&named(app, COOKIE))?.value().split('.');
        let secret = Secret::said(parts.next()?)?;
        let next = BASE64URL_NOPAD.decode(parts.next()?.as_bytes()).ok()?;
        let invitation = parts.next().and_then(Secret::said);
        Some(Self { secret, next: String::from_utf8(next).ok()?, invitation })
    }
}

#[derive(Deserialize)]
pub(crate) struct Back {
    code: Option<String>,
    state: Option<String>,
}

/// Signs somebody in who comes back from the provider, if they are who went there.
pub(crate) async fn come_back(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Asked(back): Asked<Back>,
) -> Result<Response, Problem> {
    app.settings.provider.as_ref().ok_or(Problem::NotFound)?;
    let kept = Kept::of(&app, &headers).ok_or(Problem::OutOfDate)?;
    if !back.state.is_some_and(|said| same(&said, &state(&kept.secret))) {
        return Err(Problem::OutOfDate);
    }
    let response = match back.code {
        Some(code) => {
            let subject = provider(&app).await?.subject(&kept.secret, code).await?;
            let account = match &kept.invitation {
                Some(invitation) => {
                    app.store.bind_to_provider(&invitation.digest(), &subject, app.now()).await?
                }
                None => app.store.account_of(&subject).await?,
            };
            match account {
                Some(account) => front::begin(&app, &visitor, account, ours(&kept.next)).await?,
                None => {
                    app.store.note_refused_sign_in(None, app.now()).await?;
                    let error = "The council’s sign-in knows you, but no account here is linked to that; open the link \
                                 that you were sent, or ask whoever looks after accounts for one";
                    show_sign_in(&app, &visitor, "", &kept.next, Some(error.to_owned()))?
                }
            }
        }
        // They turned back, or the provider refused them.
        None => {
            let error = "The council’s sign-in did not let you in; try again, or use a password".to_owned();
            show_sign_in(&app, &visitor, "", &kept.next, Some(error))?
        }
    };
    let mut over = cookie(&app, COOKIE, "");
    over.make_removal();
    Ok((CookieJar::new().add(over), response).into_response())
}
