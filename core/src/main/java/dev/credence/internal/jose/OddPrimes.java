package dev.credence.internal.jose;

import java.math.BigInteger;
import java.util.stream.IntStream;

/** The small odd primes that RSA moduli are tried against. */
final class OddPrimes {
  private OddPrimes() {}

  static int[] below(int limit) {
    return IntStream.range(3, limit).filter(OddPrimes::isOddPrime).toArray();
  }

  static BigInteger product(int[] primes) {
    return IntStream.of(primes)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  private static boolean isOddPrime(int candidate) {
    return IntStream.rangeClosed(2, (int) Math.sqrt(candidate))
        .noneMatch(divisor -> candidate % divisor == 0);
  }
}
