package dev.credence.testkit;

import java.time.Instant;
import java.util.List;

/**
 * What a token of a {@link FakeGoogle} stands for.
 *
 * @param principal whose it is
 * @param members every member of IAM policies that its holder is
 * @param scopes what it may be used for
 * @param expiresAt the first instant at which it is no longer good
 */
record GoogleGrant(
    String principal, List<String> members, List<String> scopes, Instant expiresAt) {}
