package dev.credence.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a request, version 4, in its {@code Authorization}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS:
 *     Create a signed request</a>
 */
final class AwsSignature {
  private static final String SCHEME = "AWS4-HMAC-SHA256";
  private static final String SERVICE = "sts";
  private static final String TERMINATOR = "aws4_request";
  private static final List<String> COMPULSORY =
      List.of("host", "x-amz-date", "x-amz-security-token");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

  private final ServerRequest request;
  private final String[] credential;
  private final List<String> signedHeaders;
  private final String signature;
  private final Instant date;

  private AwsSignature(ServerRequest request, Map<String, String> parts) {
    this.request = request;
    this.credential = parts.getOrDefault("Credential", "").split("/", -1);
    this.signedHeaders = List.of(parts.getOrDefault("SignedHeaders", "").split(";", -1));
    this.signature = parts.getOrDefault("Signature", "");
    this.date = date(request.header("X-Amz-Date").orElse(""));
  }

  static AwsSignature of(ServerRequest request) {
    String authorization = request.header("Authorization").orElse("");
    if (authorization.isEmpty()) {
      throw new AwsRefusal(
          403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    }
    if (!authorization.startsWith(SCHEME + " ")) {
      throw incomplete("Authorization is not of " + SCHEME);
    }
    AwsSignature read = new AwsSignature(request, parts(authorization));
    read.requireSound();
    return read;
  }

  private static Map<String, String> parts(String authorization) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : authorization.substring(SCHEME.length()).split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      parts.put(pair[0], pair.length == 2 ? pair[1] : "");
    }
    return parts;
  }

  private static Instant date(String text) {
    try {
      return LocalDateTime.parse(text, DATE).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw incomplete("Date must be in ISO-8601 'basic format'");
    }
  }

  private void requireSound() {
    if (credential.length != 5 || !credential[4].equals(TERMINATOR)) {
      throw incomplete("Credential must have five parts, the last of them " + TERMINATOR);
    }
    if (!credential[3].equals(SERVICE)) {
      throw mismatch("Credential should be scoped to correct service: '" + SERVICE + "'.");
    }
    if (!signedHeaders.containsAll(COMPULSORY)) {
      throw incomplete("SignedHeaders must hold " + COMPULSORY);
    }
    if (!DATE.format(LocalDateTime.ofInstant(date, ZoneOffset.UTC)).startsWith(credential[1])) {
      throw mismatch("Date in Credential scope does not match YYYYMMDD from X-Amz-Date");
    }
  }

  String accessKeyId() {
    return credential[0];
  }

  Instant date() {
    return date;
  }

  void requireMadeBy(String secretAccessKey) {
    byte[] key = utf8("AWS4" + secretAccessKey);
    for (String part : List.of(credential[1], credential[2], credential[3], credential[4])) {
      key = hmac(key, part);
    }
    String made = HexFormat.of().formatHex(hmac(key, textToSign()));
    if (!MessageDigest.isEqual(utf8(made), utf8(signature))) {
      throw mismatch(
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method.");
    }
  }

  private String textToSign() {
    return String.join(
        "\n",
        SCHEME,
        request.header("X-Amz-Date").orElse(""),
        String.join("/", Arrays.copyOfRange(credential, 1, credential.length)),
        sha256(utf8(canonicalRequest())));
  }

  private String canonicalRequest() {
    String headers =
        signedHeaders.stream()
            .map(name -> name + ":" + canonicalValue(name) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        request.path(),
        canonicalQuery(),
        headers,
        String.join(";", signedHeaders),
        sha256(request.body()));
  }

  private String canonicalValue(String name) {
    return request.headers().getOrDefault(name, List.of()).stream()
        .map(value -> value.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }

  private String canonicalQuery() {
    return Arrays.stream(request.query().split("&", -1)).sorted().collect(Collectors.joining("&"));
  }

  static AwsRefusal mismatch(String message) {
    return new AwsRefusal(403, "SignatureDoesNotMatch", message);
  }

  private static AwsRefusal incomplete(String message) {
    return new AwsRefusal(403, "IncompleteSignature", message);
  }

  private static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
