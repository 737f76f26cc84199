package dev.credence.testkit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Entity tags and conditional requests (RFC 9110 §8.8.3, §13.1.2). */
final class EntityTags {
  /** Stands for the tag of whatever the body will be in the end. */
  private static final String OF_THE_BODY = "(of the body)";

  private static final int SHOWN_OCTETS = 8;

  private EntityTags() {}

  /** Gives a document the tag of its body, unless another is set later. */
  static ServerResponse tagged(ServerResponse document) {
    return document.header("ETag", OF_THE_BODY);
  }

  /** Writes out the tag of the body. */
  static ServerResponse settled(ServerResponse response) {
    return response.firstHeader("ETag").filter(OF_THE_BODY::equals).isPresent()
        ? response.header("ETag", of(response.body()))
        : response;
  }

  private static String of(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return '"' + HexFormat.of().formatHex(hash, 0, SHOWN_OCTETS) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java platform has no SHA-256", e);
    }
  }

  /** 304 in place of a document that the client has already. */
  static ServerResponse conditional(ServerRequest request, ServerResponse response) {
    String held = request.header("If-None-Match").orElse("");
    boolean current =
        response.status() == 200
            && response.firstHeader("ETag").filter(tag -> names(held, tag)).isPresent();
    return current ? response.status(304).withoutHeader("Content-Type") : response;
  }

  private static boolean names(String held, String tag) {
    for (String candidate : held.split(",", -1)) {
      String one = candidate.strip();
      if (one.equals("*") || opaque(one).equals(opaque(tag))) {
        return true;
      }
    }
    return false;
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }
}
