package dev.credence.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /**
   * Jackson's own constraints are set to what {@link JsonLimits} can allow at most: our limits are
   * met first, and theirs remain as a second fence. Names are neither interned nor remembered, so
   * that a stranger's names can't fill a table that outlives the text. Buffers aren't recycled, so
   * that no token stays behind in one.
   */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonLimits.MOST_LEVELS + 1)
                  .maxDocumentLength(JsonLimits.MOST_CHARACTERS)
                  .maxNumberLength(JsonLimits.MOST_CHARACTERS)
                  .maxStringLength(JsonLimits.MOST_CHARACTERS)
                  .maxNameLength(JsonLimits.MOST_CHARACTERS)
                  .build())
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .build();

  /** A typical claim with its name, in characters: good enough to guess a map's size from. */
  private static final int CHARACTERS_PER_MEMBER = 32;

  private static final int NESTED_MEMBERS = 8;
  private static final int ELEMENTS = 4;

  private final JsonParser parser;
  private final JsonLimits limits;
  private int members;

  private StrictJson(JsonParser parser, JsonLimits limits) {
    this.parser = parser;
    this.limits = limits;
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
    if (text.length() > limits.maxLength()) {
      throw JsonException.of("longer than " + limits.maxLength() + " characters");
    }
    char[] characters = text.toCharArray();
    JsonCharacters.check(characters);
    try (JsonParser parser = FACTORY.createParser(characters)) {
      return new StrictJson(parser, limits).document(characters.length);
    } catch (IOException refused) {
      throw inOurWords(refused);
    }
  }

  private Map<String, Object> document(int length) throws IOException, JsonException {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw JsonException.of(first == null ? "empty" : "not an object but " + kind(first));
    }
    int expected = Math.min(length / CHARACTERS_PER_MEMBER, limits.maxMembers());
    Map<String, Object> document = object(1, expected);
    requireEnd();
    return document;
  }

  private Map<String, Object> object(int depth, int expected) throws IOException, JsonException {
    requireDepth(depth);
    // Room for the expected members at the default load factor of three quarters.
    Map<String, Object> object = new LinkedHashMap<>(expected + expected / 3 + 1);
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      requireMember(name, object);
      object.put(name, value(parser.nextToken(), depth));
    }
    return Collections.unmodifiableMap(object);
  }

  private List<Object> array(int depth) throws IOException, JsonException {
    requireDepth(depth);
    List<Object> array = new ArrayList<>(ELEMENTS);
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      if (array.size() == limits.maxArrayLength()) {
        throw here("more than " + limits.maxArrayLength() + " elements in an array");
      }
      array.add(value(next, depth));
    }
    return Collections.unmodifiableList(array);
  }

  private Object value(JsonToken token, int depth) throws IOException, JsonException {
    return switch (token) {
      case VALUE_STRING -> string();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> JsonNull.NULL;
      case START_OBJECT -> object(depth + 1, NESTED_MEMBERS);
      case START_ARRAY -> array(depth + 1);
      default -> throw here("not well-formed JSON");
    };
  }

  private String string() throws IOException, JsonException {
    if (parser.getTextLength() > limits.maxStringLength()) {
      throw here("string longer than " + limits.maxStringLength() + " characters");
    }
    return parser.getText();
  }

  private BigDecimal number() throws IOException, JsonException {
    int length = parser.getTextLength();
    if (length > limits.maxNumberLength()) {
      throw here("number longer than " + limits.maxNumberLength() + " characters");
    }
    BigDecimal number;
    try {
      number = new BigDecimal(parser.getTextCharacters(), parser.getTextOffset(), length);
    } catch (NumberFormatException exponentBeyondInt) {
      throw tooManyDigits();
    }
    // Few characters can spell a number of a billion digits; whoever computes with it later would
    // have to write it out.
    if (digitsWrittenOut(number) > limits.maxNumberLength()) {
      throw tooManyDigits();
    }
    return number;
  }

  private static long digitsWrittenOut(BigDecimal number) {
    long precision = number.precision();
    long scale = number.scale();
    return scale <= 0 ? precision - scale : Math.max(precision, scale + 1);
  }

  private void requireDepth(int depth) throws JsonException {
    if (depth > limits.maxDepth()) {
      throw here("nested deeper than " + limits.maxDepth() + " levels");
    }
  }

  private void requireMember(String name, Map<String, Object> object) throws JsonException {
    if (++members > limits.maxMembers()) {
      throw here("more than " + limits.maxMembers() + " members");
    }
    if (name.length() > limits.maxStringLength()) {
      throw here("member name longer than " + limits.maxStringLength() + " characters");
    }
    if (object.containsKey(name)) {
      throw here("duplicate member");
    }
  }

  private void requireEnd() throws JsonException {
    long end = parser.currentLocation().getCharOffset();
    boolean more;
    try {
      more = parser.nextToken() != null;
    } catch (IOException notEvenJson) {
      more = true;
    }
    if (more) {
      throw JsonException.at(end, "more text after the object");
    }
  }

  private JsonException tooManyDigits() {
    return here("number of more than " + limits.maxNumberLength() + " digits");
  }

  private JsonException here(String defect) {
    return JsonException.at(parser.currentTokenLocation().getCharOffset(), defect);
  }

  private static JsonException inOurWords(IOException refused) {
    long offset = -1;
    if (refused instanceof JsonProcessingException located && located.getLocation() != null) {
      offset = located.getLocation().getCharOffset();
    }
    boolean cutShort = refused instanceof JsonEOFException;
    return JsonException.at(offset, cutShort ? "cut short" : "not well-formed JSON");
  }

  private static String kind(JsonToken first) {
    return switch (first) {
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      default -> "null";
    };
  }
}
