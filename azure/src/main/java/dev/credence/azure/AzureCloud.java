package dev.credence.azure;

import java.net.URI;

/**
 * A cloud of Azure's: where its Microsoft Entra is, and for which audience it usually wants a job's
 * token.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud">
 *     Microsoft: national clouds</a>
 * @see <a
 *     href="https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust">
 *     Microsoft: federated credentials and their audiences</a>
 */
public enum AzureCloud {
  /** The public cloud. */
  PUBLIC("https://login.microsoftonline.com", "api://AzureADTokenExchange"),
  /** Azure in China, operated by 21Vianet. */
  CHINA("https://login.partner.microsoftonline.cn", "api://AzureADTokenExchangeChina"),
  /** Azure for the government of the United States. */
  US_GOVERNMENT("https://login.microsoftonline.us", "api://AzureADTokenExchangeUSGov");

  private final URI authority;
  private final String audience;

  AzureCloud(String authority, String audience) {
    this.authority = URI.create(authority);
    this.audience = audience;
  }

  /**
   * Returns where Entra is asked for access tokens.
   *
   * @return an https URL without a path
   */
  public URI authority() {
    return authority;
  }

  /**
   * Returns the audience that a federated credential expects of a job's token unless its owner
   * chose another.
   *
   * @return such as {@code api://AzureADTokenExchange}
   */
  public String audience() {
    return audience;
  }
}
