package dev.credence.testkit;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A server certificate for this machine with its private key, both made at start, and the trust
 * that a client needs in it. {@link #expired()}, {@link #wrongHost()} and {@link
 * #unknownAuthority()} are what a client with that same trust has to refuse.
 *
 * <p>Certificates are dated by the system's clock, as TLS is. Immutable and thread-safe.
 *
 * {@snippet class="snippets.FaultSnippetsTest" region="tls"}
 */
public final class TlsIdentity {
  private static final List<String> THIS_MACHINE = List.of("127.0.0.1", "localhost");
  private static final Duration LIFETIME = Duration.ofDays(2);
  private static final String NO_TLS = "This Java platform lacks what TLS needs";

  private final CertificateAuthority trusted;
  private final SSLContext clientContext;
  private final SSLContext serverContext;

  private TlsIdentity(
      CertificateAuthority trusted,
      SSLContext clientContext,
      CertificateAuthority signer,
      List<String> names,
      Instant notBefore) {
    KeyPair keys = CertificateAuthority.newKeys();
    X509Certificate certificate =
        signer.issue(keys.getPublic(), names, notBefore, notBefore.plus(LIFETIME));
    this.trusted = trusted;
    this.clientContext = clientContext;
    this.serverContext = context(showing(keys, certificate, signer.certificate()), null);
  }

  /**
   * Makes a sound identity: a certificate for 127.0.0.1 and localhost, valid now, from an authority
   * of its own.
   *
   * @return a new identity
   */
  public static TlsIdentity generate() {
    CertificateAuthority authority = new CertificateAuthority("Authority of one test");
    SSLContext client = context(null, trusting(authority.certificate()));
    return new TlsIdentity(authority, client, authority, THIS_MACHINE, yesterday());
  }

  /**
   * The same but for its dates: the certificate expired a week ago.
   *
   * @return an identity that {@link #sslContext()} refuses
   */
  public TlsIdentity expired() {
    Instant start = Instant.now().minus(Duration.ofDays(7)).minus(LIFETIME);
    return new TlsIdentity(trusted, clientContext, trusted, THIS_MACHINE, start);
  }

  /**
   * The same but for its names: the certificate is for another host.
   *
   * @return an identity that {@link #sslContext()} refuses where host names are checked
   */
  public TlsIdentity wrongHost() {
    return new TlsIdentity(
        trusted, clientContext, trusted, List.of("192.0.2.1", "other.example.com"), yesterday());
  }

  /**
   * The same but for its signature: the certificate is from an authority of the same name that
   * nobody trusts.
   *
   * @return an identity that {@link #sslContext()} refuses
   */
  public TlsIdentity unknownAuthority() {
    CertificateAuthority stranger = new CertificateAuthority("Authority of one test");
    return new TlsIdentity(trusted, clientContext, stranger, THIS_MACHINE, yesterday());
  }

  /**
   * The trust of a client: in the authority of {@link #generate()} and in no other.
   *
   * @return a context for clients, the same for all variants of an identity
   */
  public SSLContext sslContext() {
    return clientContext;
  }

  SSLContext serverContext() {
    return serverContext;
  }

  private static Instant yesterday() {
    return Instant.now().minus(Duration.ofDays(1));
  }

  private static SSLContext context(
      KeyManager @Nullable [] shown, TrustManager @Nullable [] trusted) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(shown, trusted, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(NO_TLS, e);
    }
  }

  private static KeyManager[] showing(KeyPair keys, Certificate... chain) {
    try {
      char[] unsaved = new char[0];
      KeyStore store = emptyStore();
      store.setKeyEntry("server", keys.getPrivate(), unsaved, chain);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, unsaved);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(NO_TLS, e);
    }
  }

  private static TrustManager[] trusting(Certificate authority) {
    try {
      KeyStore store = emptyStore();
      store.setCertificateEntry("authority", authority);
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(NO_TLS, e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    try {
      // Encrypts badly and at once, which is right for what is never written to a file.
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new IllegalStateException(NO_TLS, e);
    }
  }
}
