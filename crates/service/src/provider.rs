//! A council's identity provider, by OpenID Connect: a code with PKCE, a nonce, and discovery.

use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::reqwest::{Client, redirect};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, TokenResponse as _,
};
use store::Subject;
use thiserror::Error;

use crate::answers::with_causes;
use crate::secrets::Secret;
use crate::settings::{ProviderSettings, Settings};

/// Why nobody was signed in by the provider.
#[derive(Debug, Error)]
#[error("the identity provider: {0}")]
pub(crate) struct ProviderError(String);

fn failed(error: &dyn std::error::Error) -> ProviderError {
    ProviderError(with_causes(error))
}

/// A provider as it was found just now: its keys change, and people sign in seldom enough to ask each time.
pub(crate) struct Provider {
    client: CoreClient<
        EndpointSet,
        EndpointNotSet,
        EndpointNotSet,
        EndpointNotSet,
        EndpointMaybeSet,
        EndpointMaybeSet,
    >,
    http: Client,
}

/// What the browser keeps while its user is at the provider: everything that is sent there follows from one secret, so
/// that nobody else can come back in their place, and nothing has to be kept here.
struct Flow {
    state: String,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

impl Flow {
    fn of(secret: &Secret) -> Self {
        Self {
            state: secret.derived("state"),
            nonce: Nonce::new(secret.derived("nonce")),
            verifier: PkceCodeVerifier::new(secret.derived("verifier")),
        }
    }
}

impl Provider {
    /// Finds the provider.
    pub(crate) async fn find(
        settings: &Settings,
        provider: &ProviderSettings,
    ) -> Result<Self, ProviderError> {
        // Whoever can redirect us could send us to a service of the council's own network.
        let http =
            Client::builder().redirect(redirect::Policy::none()).build().map_err(|error| failed(&error))?;
        let issuer = IssuerUrl::new(provider.issuer.clone()).map_err(|error| failed(&error))?;
        let found =
            CoreProviderMetadata::discover_async(issuer, &http).await.map_err(|error| failed(&error))?;
        let back =
            RedirectUrl::new(format!("{}/sign-in/return", settings.url)).map_err(|error| failed(&error))?;
        let client = CoreClient::from_provider_metadata(
            found,
            ClientId::new(provider.client.clone()),
            provider.secret.clone().map(ClientSecret::new),
        );
        Ok(Self { client: client.set_redirect_uri(back), http })
    }

    /// Where a browser with this secret is sent.
    pub(crate) fn address(&self, secret: &Secret) -> String {
        let Flow { state, nonce, verifier } = Flow::of(secret);
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        let request = self.client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(state),
            move || nonce,
        );
        let (address, _, _) = request.set_pkce_challenge(challenge).url();
        address.to_string()
    }

    /// Whom the provider means by a code that a browser with this secret came back with.
    pub(crate) async fn subject(&self, secret: &Secret, code: String) -> Result<Subject, ProviderError> {
        let Flow { state: _, nonce, verifier } = Flow::of(secret);
        let request =
            self.client.exchange_code(AuthorizationCode::new(code)).map_err(|error| failed(&error))?;
        let answer = request
            .set_pkce_verifier(verifier)
            .request_async(&self.http)
            .await
            .map_err(|error| failed(&error))?;
        let token =
            answer.id_token().ok_or_else(|| ProviderError("it says nothing of who it is".to_owned()))?;
        // Signature, issuer, audience, time and nonce.
        let claims =
            token.claims(&self.client.id_token_verifier(), &nonce).map_err(|error| failed(&error))?;
        Ok(Subject { issuer: claims.issuer().to_string(), subject: claims.subject().to_string() })
    }
}

/// What a browser with this secret must come back with.
pub(crate) fn state(secret: &Secret) -> String {
    Flow::of(secret).state
}
