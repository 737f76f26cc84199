package dev.credence.testkit;

import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** The members of a JWK that must never be published (RFC 7518 §6.2.2, §6.3.2, RFC 8037 §2). */
final class PrivateMembers {
  private PrivateMembers() {}

  static Map<String, Object> of(PrivateKey key) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (key instanceof RSAPrivateCrtKey rsa) {
      members.put("d", PublicMembers.encode(rsa.getPrivateExponent()));
      members.put("p", PublicMembers.encode(rsa.getPrimeP()));
      members.put("q", PublicMembers.encode(rsa.getPrimeQ()));
      members.put("dp", PublicMembers.encode(rsa.getPrimeExponentP()));
      members.put("dq", PublicMembers.encode(rsa.getPrimeExponentQ()));
      members.put("qi", PublicMembers.encode(rsa.getCrtCoefficient()));
    } else if (key instanceof ECPrivateKey ec) {
      members.put("d", PublicMembers.encode(ec.getS()));
    } else if (key instanceof EdECPrivateKey ed) {
      members.put("d", PublicMembers.encode(ed.getBytes().orElseThrow()));
    } else {
      throw new IllegalArgumentException("No JWK is known for keys of " + key.getAlgorithm());
    }
    return members;
  }
}
