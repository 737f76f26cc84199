package dev.credence.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a server misbehaves in answering a request. Which requests meet it is the
 * business of a {@link FaultScript}.
 *
 * <p>Faults combine with {@link #and(Fault)}: a late redirect, a compressed document that is cut
 * short. What a fault leaves alone is answered soundly, and soundness is a trap where it can be: an
 * error status comes with the good document, so that a client which overlooks the status is found
 * out. A request that meets a fault is answered in full even if it was conditional, unless only
 * time or header fields are at fault.
 *
 * <p>Immutable and thread-safe. The text of a fault says what it does.
 *
 * {@snippet class="snippets.FaultSnippetsTest" region="faults"}
 */
public abstract sealed class Fault permits AnswerFault, CombinedFault, DeliveryFault, PauseFault {
  Fault() {}

  abstract Reply on(Reply reply);

  /**
   * Combines this fault with another, which is applied to what this one makes of the response. Of
   * two faults of the transport the second holds.
   *
   * @param other the other fault
   * @return both
   */
  public final Fault and(Fault other) {
    return new CombinedFault(this, Objects.requireNonNull(other, "other"));
  }

  /**
   * The connection breaks: the client gets a TCP reset.
   *
   * @param moment when
   * @return the fault
   */
  public static Fault reset(Moment moment) {
    return cut(moment, Delivery.Ending.RESET);
  }

  /**
   * The connection ends in an orderly way, but too soon. At {@link Moment#MID_BODY} this is a
   * truncated body.
   *
   * @param moment when
   * @return the fault
   */
  public static Fault hangUp(Moment moment) {
    return cut(moment, Delivery.Ending.HANG_UP);
  }

  /**
   * The server says nothing more and keeps the connection open, until the client hangs up or the
   * server is closed.
   *
   * @param moment from when on
   * @return the fault
   */
  public static Fault stall(Moment moment) {
    return cut(moment, Delivery.Ending.STALL);
  }

  private static Fault cut(Moment moment, Delivery.Ending ending) {
    return new DeliveryFault(
        ending.words() + " " + moment.words(), new Delivery.Cut(moment, ending));
  }

  /**
   * The body comes slowly, in pieces, after header fields that come at once.
   *
   * @param octets of each piece; positive
   * @param interval real time before each piece
   * @return the fault
   */
  public static Fault slowBody(int octets, Duration interval) {
    return new DeliveryFault(
        "body in pieces of " + positive(octets) + " octets, each after " + interval,
        new Delivery.Paced(Integer.MAX_VALUE, octets, interval));
  }

  /**
   * The status line and the header fields come slowly, in pieces; the body then at once.
   *
   * @param octets of each piece; positive
   * @param interval real time before each piece
   * @return the fault
   */
  public static Fault slowHead(int octets, Duration interval) {
    return new DeliveryFault(
        "head in pieces of " + positive(octets) + " octets, each after " + interval,
        new Delivery.Paced(octets, Integer.MAX_VALUE, interval));
  }

  /**
   * The {@code Content-Length} is not the body's. The connection ends after the body.
   *
   * @param difference octets announced too many, or too few if negative
   * @return the fault
   */
  public static Fault wrongContentLength(int difference) {
    return new DeliveryFault(
        "Content-Length off by " + difference, new Delivery.Miscounted(difference));
  }

  /**
   * The body never ends: after the document comes white space, in chunks, as fast as it is read.
   *
   * @return the fault
   */
  public static Fault endlessBody() {
    return new DeliveryFault("body without end", new Delivery.EndlessBody());
  }

  /**
   * The header fields never end.
   *
   * @param octets of each further field; positive
   * @param interval real time before each further field
   * @return the fault
   */
  public static Fault endlessHead(int octets, Duration interval) {
    return new DeliveryFault(
        "head without end, " + positive(octets) + " octets after each " + interval,
        new Delivery.EndlessHead(octets, interval));
  }

  /**
   * What comes is not HTTP but the greeting of another protocol.
   *
   * @return the fault
   */
  public static Fault noHttp() {
    return new DeliveryFault("no HTTP", new Delivery.Foreign("SSH-2.0-Server\r\n"));
  }

  /**
   * A status, together with the document.
   *
   * @param status from 200 to 599
   * @return the fault
   */
  public static Fault status(int status) {
    int valid = inRange(status, 200, 599);
    return new AnswerFault("status " + valid, reply -> reply.response().status(valid));
  }

  /**
   * A status with {@code Retry-After} in seconds (RFC 9110 §10.2.3).
   *
   * @param status from 200 to 599
   * @param retryAfter how long the client is to wait; whole seconds
   * @return the fault
   */
  public static Fault status(int status, Duration retryAfter) {
    return status(status).and(header("Retry-After", String.valueOf(retryAfter.toSeconds())));
  }

  /**
   * Status 304 whether or not the request was conditional.
   *
   * @return the fault
   */
  public static Fault notModified() {
    return status(304);
  }

  /**
   * A redirect, together with the document. To see that nobody follows it, let it point at a {@link
   * Canary}.
   *
   * @param status from 300 to 399
   * @param location where to
   * @return the fault
   */
  public static Fault redirect(int status, URI location) {
    String there = location.toString();
    return redirect(status, "to " + there, request -> there);
  }

  /**
   * A redirect to another path of the same server, which answers there as if nothing were at fault.
   *
   * @param status from 300 to 399
   * @return the fault
   */
  public static Fault redirectWithinServer(int status) {
    return redirect(status, "within the server", request -> MovedPath.of(request.path()));
  }

  /**
   * A redirect to itself.
   *
   * @param status from 300 to 399
   * @return the fault
   */
  public static Fault redirectLoop(int status) {
    return redirect(status, "to itself", ServerRequest::path);
  }

  private static Fault redirect(
      int status, String where, Function<ServerRequest, String> location) {
    int redirecting = inRange(status, 300, 399);
    return new AnswerFault(
        "redirect " + where + ", status " + redirecting,
        reply ->
            reply
                .response()
                .status(redirecting)
                .header("Location", location.apply(reply.request())));
  }

  /**
   * A header field: set, said several times, or left out. With {@code Cache-Control}, {@code Age},
   * {@code Expires} or {@code ETag} this scripts what caches are told. The request may be answered
   * with 304.
   *
   * @param name the field
   * @param values one for each line; none leaves the field out
   * @return the fault
   */
  public static Fault header(String name, String... values) {
    String[] copy = values.clone();
    return AnswerFault.ofHead(
        name + ": " + Arrays.toString(copy), reply -> reply.response().header(name, copy));
  }

  /**
   * Another content type than the document's.
   *
   * @param contentType such as {@code text/plain}
   * @return the fault
   */
  public static Fault contentType(String contentType) {
    return new AnswerFault(
        "content type " + contentType,
        reply -> reply.response().header("Content-Type", contentType));
  }

  /**
   * The body compressed, although nobody asked for it.
   *
   * @return the fault
   */
  public static Fault gzip() {
    return new AnswerFault(
        "gzip",
        reply -> {
          byte[] compressed = compressed(reply.response().body());
          return reply.response().body(compressed).header("Content-Encoding", "gzip");
        });
  }

  /**
   * Another body in place of the document.
   *
   * @param body what is sent, in UTF-8
   * @return the fault
   */
  public static Fault body(String body) {
    return replaced("another body", body);
  }

  /**
   * An earlier set of keys, from a cache that has it still. It may be combined with {@link #header}
   * for an {@code Age}.
   *
   * @param earlierKeySet what {@link CiIssuer#jwks()} was
   * @return the fault
   */
  public static Fault staleCopy(String earlierKeySet) {
    return replaced("stale copy", earlierKeySet);
  }

  private static Fault replaced(String description, String body) {
    byte[] octets = ServerResponse.utf8(body);
    return new AnswerFault(description, reply -> reply.response().body(octets));
  }

  /**
   * The document with a member changed or added.
   *
   * @param name such as {@code issuer} or {@code jwks_uri}
   * @param value a String, Boolean, Number, List, Map or null
   * @return the fault
   */
  public static Fault member(String name, @Nullable Object value) {
    return new AnswerFault("another " + name, reply -> reply.response().member(name, value));
  }

  /**
   * The document without one of its members.
   *
   * @param name such as {@code keys} or {@code jwks_uri}
   * @return the fault
   */
  public static Fault withoutMember(String name) {
    return new AnswerFault("no " + name, reply -> reply.response().withoutMember(name));
  }

  /**
   * The document broken.
   *
   * @param how in which way
   * @return the fault
   */
  public static Fault document(BrokenDocument how) {
    return new AnswerFault(
        how.description(), reply -> reply.response().body(how.broken(reply.response().body())));
  }

  /**
   * Status 200 with the HTML page of a captive portal.
   *
   * @return the fault
   */
  public static Fault captivePortal() {
    return new AnswerFault(
        "captive portal",
        reply ->
            ServerResponse.text(
                "text/html; charset=utf-8",
                "<!DOCTYPE html><title>Guest network</title><p>Please accept our terms."));
  }

  /**
   * Real time goes by before the answer.
   *
   * @param time how long
   * @return the fault
   */
  public static Fault delay(Duration time) {
    Objects.requireNonNull(time, "time");
    return new PauseFault("after " + time, wire -> wire.pause(time));
  }

  /**
   * No answer until something is done: a test can let requests or threads gather, and then let go.
   *
   * @param done completed in any way
   * @return the fault
   */
  public static Fault heldUntil(CompletionStage<?> done) {
    Objects.requireNonNull(done, "done");
    return new PauseFault("held", wire -> wire.await(done));
  }

  private static int positive(int octets) {
    if (octets < 1) {
      throw new IllegalArgumentException("A piece has at least one octet, not " + octets);
    }
    return octets;
  }

  private static int inRange(int status, int first, int last) {
    if (status < first || status > last) {
      throw new IllegalArgumentException(
          "The status has to be from " + first + " to " + last + ", not " + status);
    }
    return status;
  }

  private static byte[] compressed(byte[] body) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory doesn't fail to be written to", e);
    }
    return compressed.toByteArray();
  }
}
