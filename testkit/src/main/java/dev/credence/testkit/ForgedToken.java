package dev.credence.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A token in the making whose every layer can be forged apart from the others: members, JSON text,
 * octets, encoded parts, what is signed, and the signature (RFC 7515 §3.1). Untouched it is a sound
 * token.
 *
 * <p>Changes of one layer are made in the order of the calls, and the layers in the order of the
 * list above, whatever the order of the calls. Not thread-safe.
 *
 * {@snippet class="snippets.AttackSnippetsTest" region="forge"}
 */
public final class ForgedToken {
  /** Computes a signature. */
  @FunctionalInterface
  public interface Signer {
    /**
     * Signs.
     *
     * @param input the signing input
     * @return the octets of the signature, as JOSE has them
     */
    byte[] sign(byte[] input);
  }

  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();
  private final Layer<String> headerText = new Layer<>();
  private final Layer<String> payloadText = new Layer<>();
  private final Layer<byte[]> headerOctets = new Layer<>();
  private final Layer<byte[]> payloadOctets = new Layer<>();
  private final Layer<String> headerPart = new Layer<>();
  private final Layer<String> payloadPart = new Layer<>();
  private final Layer<String> signingInput = new Layer<>();
  private final Layer<byte[]> signature = new Layer<>();
  private final Layer<String> signaturePart = new Layer<>();
  private Signer signer;

  ForgedToken(Map<String, ?> header, Map<String, ?> claims, Signer signer) {
    header.forEach((name, value) -> this.header.put(name, JsonText.of(value)));
    claims.forEach((name, value) -> this.claims.put(name, JsonText.of(value)));
    this.signer = signer;
  }

  /**
   * Sets a member of the header.
   *
   * @param name the member
   * @param value a String, Boolean, Number, List, Map or null
   * @return this token
   */
  public ForgedToken header(String name, @Nullable Object value) {
    return headerJson(name, JsonText.of(value));
  }

  /**
   * Sets a member of the header to any text.
   *
   * @param name the member
   * @param json what stands where its value belongs
   * @return this token
   */
  public ForgedToken headerJson(String name, String json) {
    header.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(json, "json"));
    return this;
  }

  /**
   * Leaves a member of the header out.
   *
   * @param name the member
   * @return this token
   * @throws IllegalArgumentException if the header has no such member
   */
  public ForgedToken withoutHeader(String name) {
    return without(header, name);
  }

  /**
   * Sets a claim.
   *
   * @param name the claim
   * @param value a String, Boolean, Number, List, Map or null
   * @return this token
   */
  public ForgedToken claim(String name, @Nullable Object value) {
    return claimJson(name, JsonText.of(value));
  }

  /**
   * Sets a claim to any text.
   *
   * @param name the claim
   * @param json what stands where its value belongs
   * @return this token
   */
  public ForgedToken claimJson(String name, String json) {
    claims.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(json, "json"));
    return this;
  }

  /**
   * Leaves a claim out.
   *
   * @param name the claim
   * @return this token
   * @throws IllegalArgumentException if the token has no such claim
   */
  public ForgedToken without(String name) {
    return without(claims, name);
  }

  private ForgedToken without(Map<String, String> members, String name) {
    if (members.remove(name) == null) {
      throw new IllegalArgumentException(
          "There is no \"" + name + "\" to leave out, only " + members.keySet());
    }
    return this;
  }

  /**
   * Changes the JSON text of the header.
   *
   * @param change of the text, before it is encoded in UTF-8
   * @return this token
   */
  public ForgedToken headerText(UnaryOperator<String> change) {
    headerText.add(change);
    return this;
  }

  /**
   * Changes the JSON text of the payload.
   *
   * @param change of the text, before it is encoded in UTF-8
   * @return this token
   */
  public ForgedToken payloadText(UnaryOperator<String> change) {
    payloadText.add(change);
    return this;
  }

  /**
   * Changes the octets of the header.
   *
   * @param change of the octets, before they are encoded in base64url
   * @return this token
   */
  public ForgedToken headerOctets(UnaryOperator<byte[]> change) {
    headerOctets.add(change);
    return this;
  }

  /**
   * Changes the octets of the payload.
   *
   * @param change of the octets, before they are encoded in base64url
   * @return this token
   */
  public ForgedToken payloadOctets(UnaryOperator<byte[]> change) {
    payloadOctets.add(change);
    return this;
  }

  /**
   * Changes the encoded header, which is then signed so.
   *
   * @param change of the text in base64url
   * @return this token
   */
  public ForgedToken headerPart(UnaryOperator<String> change) {
    headerPart.add(change);
    return this;
  }

  /**
   * Changes the encoded payload, which is then signed so.
   *
   * @param change of the text in base64url
   * @return this token
   */
  public ForgedToken payloadPart(UnaryOperator<String> change) {
    payloadPart.add(change);
    return this;
  }

  /**
   * Changes what is signed, and nothing in the token itself.
   *
   * @param change of the encoded header, a dot and the encoded payload
   * @return this token
   */
  public ForgedToken signingInput(UnaryOperator<String> change) {
    signingInput.add(change);
    return this;
  }

  /**
   * Lets another sign, whatever the header says.
   *
   * @param other computes the signature
   * @return this token
   */
  public ForgedToken signedBy(Signer other) {
    signer = Objects.requireNonNull(other, "other");
    return this;
  }

  /**
   * Changes the signature.
   *
   * @param change of its octets, before they are encoded in base64url
   * @return this token
   */
  public ForgedToken signature(UnaryOperator<byte[]> change) {
    signature.add(change);
    return this;
  }

  /**
   * Changes the encoded signature.
   *
   * @param change of the text in base64url
   * @return this token
   */
  public ForgedToken signaturePart(UnaryOperator<String> change) {
    signaturePart.add(change);
    return this;
  }

  /**
   * Signs the token.
   *
   * @return the three parts with dots between them
   */
  public String sign() {
    String protectedHeader = part(header, headerText, headerOctets, headerPart);
    String payload = part(claims, payloadText, payloadOctets, payloadPart);
    String input = signingInput.applied(protectedHeader + "." + payload);
    byte[] signed = signature.applied(signer.sign(utf8(input)));
    return protectedHeader + "." + payload + "." + signaturePart.applied(encode(signed));
  }

  private static String part(
      Map<String, String> members, Layer<String> text, Layer<byte[]> octets, Layer<String> part) {
    return part.applied(encode(octets.applied(utf8(text.applied(object(members))))));
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> JsonText.of(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String encode(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  static byte[] joined(byte[]... pieces) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      joined.writeBytes(piece);
    }
    return joined.toByteArray();
  }

  /** Says nothing of what the token is made of. */
  @Override
  public String toString() {
    return "ForgedToken[header " + header.keySet() + ", claims " + claims.keySet() + "]";
  }

  /** The changes of one layer. */
  private static final class Layer<T> {
    private final List<UnaryOperator<T>> changes = new ArrayList<>();

    void add(UnaryOperator<T> change) {
      changes.add(Objects.requireNonNull(change, "change"));
    }

    T applied(T value) {
      T changed = value;
      for (UnaryOperator<T> change : changes) {
        changed = change.apply(changed);
      }
      return changed;
    }
  }
}
