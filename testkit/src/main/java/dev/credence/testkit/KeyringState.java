package dev.credence.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a keyring is like at one time. Immutable.
 *
 * @param signing the key that tokens are signed with
 * @param entries what is published, whoever fetches
 * @param flapping the keys of which each fetch sees one; usually none
 */
record KeyringState(SigningKey signing, List<KeyEntry> entries, List<SigningKey> flapping) {

  static KeyringState of(SigningKey only) {
    return new KeyringState(only, List.of(KeyEntry.of(only)), List.of());
  }

  KeyringState signingWith(SigningKey key) {
    return new KeyringState(key, entries, flapping);
  }

  KeyringState withFirst(List<KeyEntry> added) {
    return withEntries(Stream.concat(added.stream(), entries.stream()).toList());
  }

  KeyringState withLast(KeyEntry added) {
    return withEntries(Stream.concat(entries.stream(), Stream.of(added)).toList());
  }

  KeyringState without(String keyId) {
    return withEntries(entries.stream().filter(entry -> !entry.isOf(keyId)).toList());
  }

  KeyringState changing(String keyId, UnaryOperator<KeyEntry> change) {
    return withEntries(
        entries.stream().map(each -> each.isOf(keyId) ? change.apply(each) : each).toList());
  }

  private KeyringState withEntries(List<KeyEntry> changed) {
    return new KeyringState(signing, changed, flapping);
  }

  KeyringState flapping(List<SigningKey> keys) {
    return new KeyringState(signing, without(signing.id()).entries, keys);
  }

  boolean publishes(String keyId) {
    return entries.stream().anyMatch(entry -> entry.isOf(keyId));
  }

  /** The key of an id, published or signing. */
  @Nullable SigningKey key(String keyId) {
    List<SigningKey> known = new ArrayList<>(flapping);
    known.add(signing);
    for (KeyEntry entry : entries) {
      if (entry.key() != null) {
        known.add(entry.key());
      }
    }
    return known.stream().filter(key -> key.id().equals(keyId)).findFirst().orElse(null);
  }

  /** The entries of a set that is fetched for the n-th time. */
  List<KeyEntry> entriesAt(int fetch) {
    return flapping.isEmpty()
        ? entries
        : withFirst(List.of(KeyEntry.of(flapping.get(fetch % flapping.size())))).entries;
  }
}
