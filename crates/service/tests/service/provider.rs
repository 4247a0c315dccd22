//! Signing in at an identity provider: one of the tests' own, which holds what it gets against the standard.

use std::collections::HashMap;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use data_encoding::BASE64URL_NOPAD;
use openidconnect::core::{
    CoreIdToken, CoreIdTokenClaims, CoreJsonWebKeySet, CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey,
};
use openidconnect::{
    Audience, EmptyAdditionalClaims, IssuerUrl, JsonWebKeyId, Nonce, PrivateSigningKey as _, StandardClaims,
    SubjectIdentifier,
};
use permissions::Role;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::browser::{Browser, between};
use crate::made::{Made, everywhere, made, made_with};

/// What the provider will say of somebody who comes with a code.
#[derive(Clone)]
struct Said {
    subject: String,
    nonce: String,
    challenge: String,
    audience: String,
}

#[derive(Clone)]
struct Provider {
    issuer: String,
    key: Arc<String>,
    codes: Arc<Mutex<HashMap<String, Said>>>,
}

/// A provider, if this machine can make a key.
async fn provider() -> Option<Provider> {
    let made = Command::new("openssl").args(["genrsa", "-traditional", "2048"]).output().ok()?;
    let key = Arc::new(String::from_utf8(made.stdout).unwrap());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let provider = Provider { issuer, key, codes: Arc::default() };
    let router = Router::new()
        .route("/.well-known/openid-configuration", get(configuration))
        .route("/keys", get(keys))
        .route("/token", post(token))
        .with_state(provider.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    Some(provider)
}

impl Provider {
    fn signing_key(&self) -> CoreRsaPrivateSigningKey {
        CoreRsaPrivateSigningKey::from_pem(&self.key, Some(JsonWebKeyId::new("key".to_owned()))).unwrap()
    }

    /// A service at which people sign in with this provider.
    async fn service(&self) -> Made {
        made_with(&[
            ("provider", self.issuer.as_str()),
            ("provider-client", "scorecards"),
            ("provider-secret", "a secret"),
        ])
        .await
    }

    /// Lets somebody say who they are to the provider; where the browser is sent back to.
    fn says(&self, address: &str, subject: &str, audience: &str) -> String {
        let asked: HashMap<String, String> = address
            .split_once('?')
            .unwrap()
            .1
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        assert!(address.starts_with(&format!("{}/authorize?", self.issuer)), "{address}");
        assert_eq!((asked["response_type"].as_str(), asked["client_id"].as_str()), ("code", "scorecards"));
        assert_eq!(asked["code_challenge_method"], "S256");
        assert_eq!(asked["redirect_uri"], "http%3A%2F%2F127.0.0.1%3A8000%2Fsign-in%2Freturn");
        let code = format!("code-{}", self.codes.lock().unwrap().len());
        let said = Said {
            subject: subject.to_owned(),
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            audience: audience.to_owned(),
        };
        self.codes.lock().unwrap().insert(code.clone(), said);
        format!("/sign-in/return?code={code}&state={}", asked["state"])
    }
}

fn in_json(answer: &impl serde::Serialize) -> Response {
    ([(CONTENT_TYPE, "application/json")], serde_json::to_vec(answer).unwrap()).into_response()
}

async fn configuration(State(provider): State<Provider>) -> Response {
    let at = |path: &str| format!("{}/{path}", provider.issuer);
    in_json(&json!({
        "issuer": provider.issuer,
        "authorization_endpoint": at("authorize"),
        "token_endpoint": at("token"),
        "jwks_uri": at("keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }))
}

async fn keys(State(provider): State<Provider>) -> Response {
    in_json(&CoreJsonWebKeySet::new(vec![provider.signing_key().as_verification_key()]))
}

async fn token(State(provider): State<Provider>, Form(asked): Form<HashMap<String, String>>) -> Response {
    // A code is worth something once, and to whoever asked for it.
    let said = provider.codes.lock().unwrap().remove(&asked["code"]);
    let challenge = BASE64URL_NOPAD.encode(&Sha256::digest(asked["code_verifier"].as_bytes()));
    let Some(said) = said.filter(|said| said.challenge == challenge) else {
        return (StatusCode::BAD_REQUEST, in_json(&json!({"error": "invalid_grant"}))).into_response();
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let at = |seconds: u64| {
        let text = jiff::Timestamp::from_second((now.as_secs() + seconds).try_into().unwrap()).unwrap();
        serde_json::from_value(json!(text.to_string())).unwrap()
    };
    let claims = CoreIdTokenClaims::new(
        IssuerUrl::new(provider.issuer.clone()).unwrap(),
        vec![Audience::new(said.audience)],
        at(300),
        at(0),
        StandardClaims::new(SubjectIdentifier::new(said.subject)),
        EmptyAdditionalClaims {},
    )
    .set_nonce(Some(Nonce::new(said.nonce)));
    let algorithm = CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256;
    let id_token = CoreIdToken::new(claims, &provider.signing_key(), algorithm, None, None).unwrap();
    in_json(&json!({"access_token": "none", "token_type": "Bearer", "id_token": id_token}))
}

/// An account that the provider knows, by an invitation.
async fn bound(made: &Made, provider: &Provider, name: &str, subject: &str) -> Browser {
    let mut administrator = made.signed_in(made.administrator().await.account().unwrap()).await;
    let id = made.account(name, &[everywhere(Role::Reader)]).await;
    administrator.get("/accounts").await;
    let page = administrator.post(&format!("/accounts/{id}/invitation"), &[]).await.body;
    let link = between(&page, "<code>http://127.0.0.1:8000", "</code>").unwrap();
    let mut browser = made.browser();
    let page = browser.get(link).await.body;
    let way = between(&page, "<a href=\"/sign-in/provider", "\"").unwrap();
    let answer = browser.get(&format!("/sign-in/provider{way}")).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let back = provider.says(answer.location(), subject, "scorecards");
    let answer = browser.get(&back).await;
    assert_eq!((answer.status, answer.location()), (303, "/"), "{}", answer.body);
    browser
}

/// Goes to the provider, and says where somebody is sent back to.
async fn go(browser: &mut Browser, provider: &Provider, subject: &str) -> String {
    let answer = browser.get("/sign-in/provider?next=/account").await;
    provider.says(answer.location(), subject, "scorecards")
}

#[tokio::test]
async fn an_account_that_is_linked_is_signed_in_by_the_provider() {
    let Some(provider) = provider().await else { return };
    let made = provider.service().await;
    let mut browser = bound(&made, &provider, "reader", "subject-1").await;
    assert_eq!(browser.get("/account").await.status, 200);
    let mut later = made.browser();
    assert!(later.get("/sign-in").await.body.contains("/sign-in/provider?next=/"));
    let back = go(&mut later, &provider, "subject-1").await;
    let answer = later.get(&back).await;
    assert_eq!((answer.status, answer.location()), (303, "/account"));
    assert_eq!(later.get("/account").await.status, 200);
    assert!(!later.cookies.contains_key("bellwether-provider"));
}

#[tokio::test]
async fn somebody_whom_only_the_provider_knows_is_not_let_in() {
    let Some(provider) = provider().await else { return };
    let made = provider.service().await;
    bound(&made, &provider, "reader", "subject-1").await;
    let mut browser = made.browser();
    let back = go(&mut browser, &provider, "subject-2").await;
    let answer = browser.get(&back).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("no account here is linked"), "{}", answer.body);
    assert!(browser.get("/account").await.is_refusal());
}

#[tokio::test]
async fn only_who_went_to_the_provider_comes_back_and_only_once() {
    let Some(provider) = provider().await else { return };
    let made = provider.service().await;
    bound(&made, &provider, "reader", "subject-1").await;
    let mut browser = made.browser();
    let back = go(&mut browser, &provider, "subject-1").await;
    // An attacker's link, opened by somebody who didn't go there, or went there themselves.
    let mut other = made.browser();
    assert_eq!(other.get(&back).await.status, 403);
    go(&mut other, &provider, "subject-1").await;
    assert_eq!(other.get(&back).await.status, 403);
    let forged = back.replace("state=", "state=x");
    assert_eq!(browser.get(&forged).await.status, 403);
    let cookies = browser.cookies.clone();
    assert_eq!(browser.get(&back).await.status, 303);
    // The same once more, cookie and all.
    let mut replayed = made.browser();
    replayed.cookies = cookies;
    assert_eq!(replayed.get(&back).await.status, 502);
    assert!(replayed.get("/account").await.is_refusal());
}

#[tokio::test]
async fn a_code_or_a_token_for_another_is_refused() {
    let Some(provider) = provider().await else { return };
    let made = provider.service().await;
    bound(&made, &provider, "reader", "subject-1").await;
    let mut browser = made.browser();
    let address = browser.get("/sign-in/provider").await.location().to_owned();
    // For another service.
    let back = provider.says(&address, "subject-1", "another-service");
    assert_eq!(browser.get(&back).await.status, 502);
    // With a nonce and a challenge of another browser.
    let mut other = made.browser();
    let theirs = go(&mut other, &provider, "subject-1").await;
    let mine = go(&mut browser, &provider, "subject-1").await;
    let code = |back: &str| between(back, "code=", "&").unwrap().to_owned();
    let injected = mine.replace(&code(&mine), &code(&theirs));
    assert_eq!(browser.get(&injected).await.status, 502);
    assert!(browser.get("/account").await.is_refusal());
}

#[tokio::test]
async fn who_turns_back_at_the_provider_is_not_signed_in() {
    let Some(provider) = provider().await else { return };
    let made = provider.service().await;
    let mut browser = made.browser();
    let back = go(&mut browser, &provider, "subject-1").await;
    let state = back.split("state=").nth(1).unwrap();
    let answer = browser.get(&format!("/sign-in/return?error=access_denied&state={state}")).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("did not let you in"));
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_said_and_one_that_is_not_set_is_not_there() {
    let unset = made().await;
    for path in ["/sign-in/provider", "/sign-in/return?code=x&state=y"] {
        assert_eq!(unset.browser().get(path).await.status, 404, "{path}");
    }
    assert!(!unset.browser().get("/sign-in").await.body.contains("/sign-in/provider"));
    // A port that was free just now.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let made = made_with(&[("provider", address.as_str()), ("provider-client", "scorecards")]).await;
    let answer = made.browser().get("/sign-in/provider").await;
    assert_eq!(answer.status, 502);
    assert!(answer.body.contains("did not answer"), "{}", answer.body);
}
