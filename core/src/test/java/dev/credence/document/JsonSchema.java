package dev.credence.document;

import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * As much of JSON Schema (draft 2020-12) as the published schema uses; any other word is an error.
 */
final class JsonSchema {
  private static final JsonLimits LIMITS =
      new JsonLimits(1 << 24, 64, 1_000_000, 1_000, 65_536, 100_001);
  private static final Set<String> ANNOTATIONS = Set.of("$schema", "$defs", "title", "description");

  private final Map<String, Object> root;

  private JsonSchema(Map<String, Object> root) {
    this.root = root;
  }

  static JsonSchema published() {
    return new JsonSchema(parse(PolicyDocument.schema()));
  }

  static Map<String, Object> parse(String json) {
    try {
      return StrictJson.parseObject(json, LIMITS);
    } catch (JsonException refused) {
      throw new AssertionError(json, refused);
    }
  }

  Map<String, Object> definition(String name) {
    return object(object(root.get("$defs")).get(name));
  }

  boolean accepts(String json) {
    return isValid(parse(json), root);
  }

  private boolean isValid(Object value, Object schema) {
    Map<String, Object> words = object(schema);
    return words.entrySet().stream()
        .allMatch(word -> holds(value, word.getKey(), word.getValue(), words));
  }

  private boolean holds(Object value, String word, Object argument, Map<String, Object> schema) {
    if (ANNOTATIONS.contains(word)) {
      return true;
    }
    return switch (word) {
      case "$ref" -> isValid(value, definition(((String) argument).substring("#/$defs/".length())));
      case "type" -> isOfType(value, argument);
      case "const" -> value.equals(argument);
      case "enum" -> list(argument).contains(value);
      case "oneOf" -> list(argument).stream().filter(each -> isValid(value, each)).count() == 1;
      case "anyOf" -> list(argument).stream().anyMatch(each -> isValid(value, each));
      case "not" -> !isValid(value, argument);
      case "pattern", "minLength", "maxLength" ->
          !(value instanceof String text) || isText(text, word, argument);
      case "minimum", "maximum" ->
          !(value instanceof BigDecimal number) || isWithin(number, word, (BigDecimal) argument);
      case "items", "minItems", "maxItems", "uniqueItems" ->
          !(value instanceof List<?> elements) || isArray(elements, word, argument);
      default -> !(value instanceof Map<?, ?> members) || isObject(object(members), word, schema);
    };
  }

  private static boolean isOfType(Object value, Object types) {
    Predicate<Object> one =
        type ->
            switch ((String) type) {
              case "string" -> value instanceof String;
              case "boolean" -> value instanceof Boolean;
              case "integer" ->
                  value instanceof BigDecimal number && number.stripTrailingZeros().scale() <= 0;
              case "array" -> value instanceof List;
              case "object" -> value instanceof Map;
              default -> throw new AssertionError(type);
            };
    return types instanceof List<?> several ? several.stream().anyMatch(one) : one.test(types);
  }

  private static boolean isText(String text, String word, Object argument) {
    int length = text.codePointCount(0, text.length());
    return switch (word) {
      case "pattern" -> Pattern.compile((String) argument).matcher(text).find();
      case "minLength" -> length >= ((BigDecimal) argument).intValueExact();
      default -> length <= ((BigDecimal) argument).intValueExact();
    };
  }

  private static boolean isWithin(BigDecimal number, String word, BigDecimal limit) {
    int order = number.compareTo(limit);
    return word.equals("minimum") ? order >= 0 : order <= 0;
  }

  private boolean isArray(List<?> elements, String word, Object argument) {
    return switch (word) {
      case "items" -> elements.stream().allMatch(element -> isValid(element, argument));
      case "minItems" -> elements.size() >= ((BigDecimal) argument).intValueExact();
      case "maxItems" -> elements.size() <= ((BigDecimal) argument).intValueExact();
      default -> new HashSet<>(elements).size() == elements.size();
    };
  }

  private boolean isObject(Map<String, Object> value, String word, Map<String, Object> schema) {
    Object argument = schema.get(word);
    return switch (word) {
      case "properties" ->
          object(argument).entrySet().stream()
              .filter(property -> value.containsKey(property.getKey()))
              .allMatch(p -> isValid(value.get(p.getKey()), p.getValue()));
      case "required" -> value.keySet().containsAll(list(argument));
      case "additionalProperties" -> areAdditional(value, argument, schema);
      case "dependentRequired" ->
          object(argument).entrySet().stream()
              .filter(each -> value.containsKey(each.getKey()))
              .allMatch(each -> value.keySet().containsAll(list(each.getValue())));
      default -> throw new AssertionError("no such word here: " + word);
    };
  }

  private boolean areAdditional(
      Map<String, Object> value, Object argument, Map<String, Object> schema) {
    Set<String> known = object(schema.getOrDefault("properties", Map.of())).keySet();
    return value.entrySet().stream()
        .filter(member -> !known.contains(member.getKey()))
        .allMatch(
            member -> !Boolean.FALSE.equals(argument) && isValid(member.getValue(), argument));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  private static List<?> list(Object value) {
    return (List<?>) value;
  }
}
