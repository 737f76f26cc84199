package dev.credence.document;

import dev.credence.claim.Claim;
import dev.credence.claim.ClaimMatcher;
import dev.credence.claim.ClaimRequirement;
import dev.credence.claim.ClaimType;
import dev.credence.claim.Requirement;
import dev.credence.internal.json.LocatedValue;
import dev.credence.internal.json.LocatedValue.Elements;
import dev.credence.internal.json.LocatedValue.Member;
import dev.credence.internal.text.SafeText;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the requirement on one claim: where it stands, its type, and what it must be. */
final class ClaimReader {
  static final String CLAIM = "claim";
  static final String TYPE = "type";
  static final String IS = "is";
  static final String IS_NOT = "isNot";
  static final String IS_ONE_OF = "isOneOf";
  static final String IS_NONE_OF = "isNoneOf";
  static final String MATCHES = "matches";
  static final String IS_PRESENT = "isPresent";
  static final String IS_ABSENT = "isAbsent";
  static final String CONTAINS = "contains";
  static final String CONTAINS_MATCHING = "containsMatching";

  static final Set<String> MATCHERS =
      Names.inOrder(
          IS,
          IS_NOT,
          IS_ONE_OF,
          IS_NONE_OF,
          MATCHES,
          IS_PRESENT,
          IS_ABSENT,
          CONTAINS,
          CONTAINS_MATCHING);

  static final Set<String> MEMBERS = members();

  static final Map<String, ClaimType> TYPES =
      Map.of(
          "string", ClaimType.STRING,
          "boolean", ClaimType.BOOLEAN,
          "integer", ClaimType.INTEGER,
          "strings", ClaimType.STRING_LIST);

  private static final List<String> TYPE_NAMES = TYPES.keySet().stream().sorted().toList();

  private final Fields fields;
  private final SharedParts shared;

  private static Set<String> members() {
    Set<String> members = new LinkedHashSet<>(List.of(CLAIM, TYPE));
    members.addAll(MATCHERS);
    return Collections.unmodifiableSet(members);
  }

  private ClaimReader(Fields fields, SharedParts shared) {
    this.fields = fields;
    this.shared = shared;
  }

  static Requirement read(Fields fields, SharedParts shared) {
    return new ClaimReader(fields.requireOnly(MEMBERS), shared).requirement();
  }

  private Requirement requirement() {
    LocatedValue place = fields.require(CLAIM);
    String name = matcherName();
    ClaimMatcher matcher = matcher(name, fields.require(name));
    requireNoOtherType(name, matcher.type());
    Claim<?> claim = Mistake.locate(place, () -> shared.claim(matcher.type(), path(place)));
    return new ClaimRequirement(claim, matcher);
  }

  private String matcherName() {
    String found = null;
    for (Member member : fields.object().members().values()) {
      boolean matcher = MATCHERS.contains(member.name());
      if (matcher && found != null) {
        throw Mistake.again(
            member.offset(),
            "A requirement on a claim says one thing of it: put \""
                + member.name()
                + "\" into another requirement",
            fields.placeOf(found));
      }
      found = matcher ? member.name() : found;
    }
    if (found == null) {
      throw Mistake.at(
          fields.object(),
          "A requirement on a claim says what it must be, by one of "
              + Names.listed(MATCHERS, "or"));
    }
    return found;
  }

  private ClaimMatcher matcher(String name, LocatedValue value) {
    return switch (name) {
      case IS -> is(name, value);
      case IS_NOT -> new ClaimMatcher.Not(is(name, value));
      case IS_ONE_OF -> oneOf(name, value);
      case IS_NONE_OF -> new ClaimMatcher.Not(oneOf(name, value));
      case MATCHES -> glob(name, value);
      case CONTAINS -> {
        String element = Values.text(name, value);
        yield new ClaimMatcher.Contains(
            Mistake.locate(value, () -> new ClaimMatcher.Literal(element)));
      }
      case CONTAINS_MATCHING -> new ClaimMatcher.Contains(glob(name, value));
      case IS_PRESENT -> {
        Values.requireTrue(name, value);
        yield new ClaimMatcher.Present(requiredType());
      }
      default -> {
        Values.requireTrue(name, value);
        ClaimType type = type();
        yield new ClaimMatcher.Absent(type == null ? ClaimType.STRING : type);
      }
    };
  }

  private static ClaimMatcher is(String name, LocatedValue value) {
    Object literal = Values.literal(name, value);
    return Mistake.locate(value, () -> new ClaimMatcher.Literal(literal));
  }

  private static ClaimMatcher oneOf(String name, LocatedValue value) {
    var literals = Values.distinctLiterals(name, value);
    return Mistake.locate(value, () -> new ClaimMatcher.OneOf(literals));
  }

  private ClaimMatcher glob(String name, LocatedValue value) {
    String pattern = Values.text(name, value);
    return new ClaimMatcher.Matches(Mistake.locate(value, () -> shared.glob(pattern)));
  }

  /** Presence is of one type: a claim of another would be denied for a reason that nobody sees. */
  private ClaimType requiredType() {
    ClaimType type = type();
    if (type == null) {
      throw Mistake.at(
          fields.object(),
          "\"isPresent\" needs the member \"type\" beside it, one of "
              + Names.listed(TYPE_NAMES, "or"));
    }
    return type;
  }

  private @Nullable ClaimType type() {
    LocatedValue value = fields.find(TYPE);
    if (value == null) {
      return null;
    }
    String name = Values.text(TYPE, value);
    ClaimType type = TYPES.get(name);
    if (type == null) {
      throw Mistake.at(
          value,
          "There is no type "
              + SafeText.quote(name)
              + Names.nearestOrAll(name, "there are", TYPE_NAMES));
    }
    return type;
  }

  private void requireNoOtherType(String matcher, ClaimType needed) {
    ClaimType type = type();
    if (type != null && type != needed) {
      throw Mistake.at(
          fields.require(TYPE),
          "This \"type\" contradicts \""
              + matcher
              + "\", which is for a value of type "
              + needed.displayName()
              + ": write the type that the issuer gives the claim into both, or leave \"type\""
              + " out");
    }
  }

  private static List<String> path(LocatedValue value) {
    return value instanceof Elements
        ? Values.elements(CLAIM, "strings", value).stream()
            .map(name -> Values.text("each element of \"claim\"", name))
            .toList()
        : List.of(Values.text(CLAIM, value));
  }
}
