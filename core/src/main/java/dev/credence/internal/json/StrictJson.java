package dev.credence.internal.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object from a text, strictly as RFC 8259 defines it and within {@link JsonLimits}.
 *
 * <p>A result proves that the text is one object and nothing else, that no object in it names a
 * member twice (names compared after escapes, by code point), that its strings hold no lone
 * surrogate and no U+0000, that every number is exact, and that no limit was passed. Values are
 * plain immutable Java objects, see the package. Everything else is a {@link JsonException} that
 * quotes nothing.
 *
 * <p>Static and thread-safe.
 */
public final class StrictJson {

  /** A typical claim with its name, in characters: good enough to guess a map's size from. */
  private static final int CHARACTERS_PER_MEMBER = 32;

  private static final String DUPLICATE = "duplicate member";
  private static final int NESTED_MEMBERS = 8;
  private static final int ELEMENTS = 4;

  private final JsonSource source;

  private StrictJson(JsonSource source) {
    this.source = source;
  }

  /**
   * Returns the members of the one object that octets spell. For the plain form that most tokens
   * have there is a short cut, which comes to the same.
   *
   * @param utf8 the JSON text in UTF-8
   * @param decoder makes a text of octets, or null if they are not UTF-8
   * @param limits how much of it to read at most
   * @return the members in the order of the text; unmodifiable, as is everything in it
   * @throws JsonException if the octets are anything but one JSON object within the limits
   */
  public static Map<String, Object> parseObject(
      byte[] utf8, Function<byte[], @Nullable String> decoder, JsonLimits limits)
      throws JsonException {
    PlainJson plain = new PlainJson(utf8, limits);
    Map<String, Object> members = plain.read();
    if (members != null) {
      return members;
    }
    String text = decoder.apply(utf8);
    if (text == null) {
      throw JsonException.of("not UTF-8");
    }
    return parseObject(text, plain.plainEnd(), plain.repeatedAt(), limits);
  }

  /**
   * Tells whether it is known of members, without looking through them, that each string among
   * their names and values is printable ASCII and that no name has a capital letter.
   *
   * @param members what a method of this class has returned
   * @return true only if it is so; false says nothing
   */
  public static boolean areKnownPlain(Map<String, Object> members) {
    return members instanceof JsonMembers plain && !plain.hasCapitals();
  }

  /**
   * Returns the members of the one object that a text holds.
   *
   * @param text the JSON text
   * @param limits how much of it to read at most
   * @return the members in the order of the text; unmodifiable, as is everything in it
   * @throws JsonException if the text is anything but one JSON object within the limits
   */
  public static Map<String, Object> parseObject(String text, JsonLimits limits)
      throws JsonException {
    return parseObject(text, 0, PlainJson.NOWHERE, limits);
  }

  /**
   * Up to its plain end, what needs a look before the parser's own has had it already; a member
   * that is repeated right there needs no parser at all.
   */
  private static Map<String, Object> parseObject(
      String text, int plainEnd, int repeatedAt, JsonLimits limits) throws JsonException {
    int expected = Math.min(text.length() / CHARACTERS_PER_MEMBER, limits.maxMembers());
    char[] characters = JsonSource.characters(text, plainEnd, limits);
    JsonGrammar.check(characters, plainEnd, limits); // before a parser is made, which costs more
    if (repeatedAt >= 0) {
      throw JsonException.at(repeatedAt, DUPLICATE);
    }
    try (JsonSource source = JsonSource.open(characters, limits)) {
      return new StrictJson(source).document(expected);
    } catch (IOException refused) {
      throw JsonSource.inOurWords(refused);
    }
  }

  private Map<String, Object> document(int expected) throws IOException, JsonException {
    source.requireObject();
    Map<String, Object> document = object(1, expected);
    source.requireEnd();
    return document;
  }

  private Map<String, Object> object(int depth, int expected) throws IOException, JsonException {
    source.requireDepth(depth);
    // Room for the expected members at the default load factor of three quarters.
    Map<String, Object> object = new LinkedHashMap<>(expected + expected / 3 + 1);
    for (String name = source.nextName(); name != null; name = source.nextName()) {
      if (object.containsKey(name)) {
        throw source.here(DUPLICATE);
      }
      object.put(name, value(source.next(), depth));
    }
    return Collections.unmodifiableMap(object);
  }

  private List<Object> array(int depth) throws IOException, JsonException {
    source.requireDepth(depth);
    List<Object> array = new ArrayList<>(ELEMENTS);
    for (JsonToken next = source.next(); next != JsonToken.END_ARRAY; next = source.next()) {
      source.requireRoomAfter(array.size());
      array.add(value(next, depth));
    }
    return Collections.unmodifiableList(array);
  }

  private Object value(JsonToken token, int depth) throws IOException, JsonException {
    return switch (token) {
      case VALUE_STRING -> source.string();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> source.number();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> JsonNull.NULL;
      case START_OBJECT -> object(depth + 1, NESTED_MEMBERS);
      case START_ARRAY -> array(depth + 1);
      default -> throw source.here("not well-formed JSON");
    };
  }
}
