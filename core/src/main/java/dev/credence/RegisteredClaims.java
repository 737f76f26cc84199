package dev.credence;

import dev.credence.internal.json.JsonNull;
import dev.credence.internal.text.SafeText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The registered claims of a token in their own types (RFC 7519 §4.1). Reading them checks presence
 * and type only; whether they hold is for {@link AudienceCheck} and {@link TimeCheck}.
 */
final class RegisteredClaims {
  private final String subject;
  private final List<String> audience;
  private final Instant expiresAt;
  private final Instant issuedAt;
  private final @Nullable Instant notBefore;
  private final @Nullable String id;

  private RegisteredClaims(Reader reader) {
    this.subject = reader.requiredText("sub");
    this.audience = reader.audience();
    this.expiresAt = reader.requiredTime("exp", RoundingMode.FLOOR);
    this.issuedAt = reader.requiredTime("iat", RoundingMode.FLOOR);
    this.notBefore = reader.optionalTime("nbf", RoundingMode.CEILING);
    this.id = reader.optionalText("jti");
  }

  static Outcome<RegisteredClaims> read(Map<String, Object> claims, Stage stage) {
    Reader reader = new Reader(claims, stage);
    RegisteredClaims read = new RegisteredClaims(reader);
    return reader.refusal == null ? Outcome.passed(read) : Outcome.refused(reader.refusal);
  }

  String subject() {
    return subject;
  }

  List<String> audience() {
    return audience;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  Instant issuedAt() {
    return issuedAt;
  }

  @Nullable Instant notBefore() {
    return notBefore;
  }

  @Nullable String id() {
    return id;
  }

  /** Reads claim by claim and keeps the first refusal; what it returns then is never used. */
  private static final class Reader {
    private static final String TIME = "is a number of seconds";
    private static final String AUDIENCE = "is a string or an array of strings";

    private final Map<String, Object> claims;
    private final Stage stage;
    private @Nullable Refusal refusal;

    Reader(Map<String, Object> claims, Stage stage) {
      this.claims = claims;
      this.stage = stage;
    }

    String requiredText(String name) {
      Object value = required(name, "is a string");
      return value == null ? "" : text(name, value);
    }

    @Nullable String optionalText(String name) {
      Object value = claims.get(name);
      return value == null ? null : text(name, value);
    }

    Instant requiredTime(String name, RoundingMode towards) {
      Object value = required(name, TIME);
      return value == null ? Instant.EPOCH : time(name, value, towards);
    }

    @Nullable Instant optionalTime(String name, RoundingMode towards) {
      Object value = claims.get(name);
      return value == null ? null : time(name, value, towards);
    }

    List<String> audience() {
      Object value = required("aud", AUDIENCE);
      if (value instanceof String text) {
        return List.of(text);
      }
      if (value instanceof List<?> list) {
        return audiences(list);
      }
      if (value != null) {
        refuse(RejectionReason.CLAIM_TYPE, "aud", AUDIENCE, value);
      }
      return List.of();
    }

    private List<String> audiences(List<?> list) {
      if (list.isEmpty()) {
        refuse(RejectionReason.CLAIM_MISSING, "aud", AUDIENCE, list);
      }
      List<String> texts = new ArrayList<>(list.size());
      for (Object element : list) {
        if (!(element instanceof String text)) {
          refuse(RejectionReason.CLAIM_TYPE, "aud", AUDIENCE, list);
          return List.of();
        }
        texts.add(text);
      }
      return List.copyOf(texts);
    }

    /** Absent and null are both missing here: a claim without a value says nothing. */
    private @Nullable Object required(String name, String required) {
      Object value = claims.get(name);
      if (value == null || value == JsonNull.NULL) {
        refuse(RejectionReason.CLAIM_MISSING, name, required, value);
        return null;
      }
      return value;
    }

    private String text(String name, Object value) {
      if (!(value instanceof String text)) {
        refuse(RejectionReason.CLAIM_TYPE, name, "is a string", value);
        return "";
      }
      if (text.isBlank()) {
        refuse(RejectionReason.CLAIM_INVALID, name, "is not blank", value);
      }
      return text;
    }

    private Instant time(String name, Object value, RoundingMode towards) {
      Instant time = null;
      if (!(value instanceof BigDecimal seconds)) {
        refuse(RejectionReason.CLAIM_TYPE, name, TIME, value);
      } else {
        time = NumericDate.of(seconds, towards);
      }
      if (time == null) {
        refuse(RejectionReason.CLAIM_INVALID, name, "is a time from 1970 to 9999", value);
      }
      return Objects.requireNonNullElse(time, Instant.EPOCH);
    }

    private void refuse(
        RejectionReason reason, String name, String required, @Nullable Object value) {
      if (refusal == null) {
        String found = value == null ? Mismatch.ABSENT : SafeText.quote(value);
        refusal = Refusal.of(stage, reason, new Mismatch(name, required, found));
      }
    }
  }
}
