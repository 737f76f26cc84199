package dev.credence.examples.keycloak;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Writes down which authority a server's certificate comes from, for programs to trust it. */
final class PeerAuthority {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int PEM_LINE = 64;

  private PeerAuthority() {}

  static void writePem(URI server, SSLContext trust, Path file)
      throws IOException, CertificateEncodingException {
    Certificate[] chain = chain(server, trust);
    byte[] lineEnd = {'\n'};
    String body =
        Base64.getMimeEncoder(PEM_LINE, lineEnd)
            .encodeToString(chain[chain.length - 1].getEncoded());
    Files.writeString(
        file,
        "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n",
        StandardCharsets.US_ASCII);
  }

  private static Certificate[] chain(URI server, SSLContext trust) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) trust.getSocketFactory().createSocket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.startHandshake();
      return socket.getSession().getPeerCertificates();
    }
  }
}
