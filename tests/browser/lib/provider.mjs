// An identity provider as councils have one, on this machine: people say who they are, and it says so to the service.

import { createServer } from "node:http";
import { once } from "node:events";
import { Provider } from "oidc-provider";

/** A server whose address is known before it knows whom it serves. */
export async function openProvider() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, issuer: `http://127.0.0.1:${server.address().port}` };
}

/** Lets it serve one web application. */
export function begin({ server, issuer }, client, secret, origin) {
  const provider = new Provider(issuer, {
    clients: [{ client_id: client, client_secret: secret, redirect_uris: [`${origin}/sign-in/return`] }],
    pkce: { required: () => true },
  });
  server.on("request", provider.callback());
}

/** Says who somebody is, on the provider's own pages. */
export async function signIn(page, name) {
  await page.getByPlaceholder("Enter any login").fill(name);
  await page.getByPlaceholder("and password").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForLoadState("load");
}
