package dev.credence.document;

import dev.credence.claim.AllOf;
import dev.credence.claim.AnyOf;
import dev.credence.claim.Requirement;
import dev.credence.internal.json.LocatedValue;
import dev.credence.internal.json.LocatedValue.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads requirements: on one claim, joined ones, and the helpers of a policy's provider. Which of
 * these an object is shows in its members, of which each belongs to one kind only.
 */
final class RequirementReader {
  static final String ANY_OF = "anyOf";
  static final String ALL_OF = "allOf";

  private static final String REQUIREMENT = "A requirement";
  private static final Set<String> JOINTS = Names.inOrder(ANY_OF, ALL_OF);

  private final @Nullable Provider provider;
  private final Places places;
  private final SharedParts shared;

  RequirementReader(@Nullable Provider provider, Places places, SharedParts shared) {
    this.provider = provider;
    this.places = places;
    this.shared = shared;
  }

  List<Requirement> readAll(String member, LocatedValue value) {
    List<Requirement> requirements = new ArrayList<>();
    for (LocatedValue element : Values.elements(member, "requirements", value)) {
      requirements.add(places.note(read(element), element));
    }
    return requirements;
  }

  private Requirement read(LocatedValue value) {
    Fields fields = Fields.of(REQUIREMENT, value);
    if (fields.hasAnyOf(JOINTS)) {
      return joined(fields);
    }
    if (fields.hasAnyOf(ClaimReader.MEMBERS)) {
      return ClaimReader.read(new Fields("A requirement on a claim", fields.object()), shared);
    }
    if (provider != null && fields.hasAnyOf(provider.helpers().names())) {
      return provider.helpers().read(fields);
    }
    throw unknownKind(fields);
  }

  private Requirement joined(Fields fields) {
    String joint = fields.has(ANY_OF) ? ANY_OF : ALL_OF;
    for (Member member : fields.object().members().values()) {
      if (!member.name().equals(joint)) {
        throw Mistake.at(
            member.offset(), Values.quoted(joint) + " stands alone: take out what is beside it");
      }
    }
    LocatedValue list = fields.require(joint);
    List<Requirement> requirements = readAll(joint, list);
    return joint.equals(ANY_OF) ? new AnyOf(requirements) : new AllOf(requirements);
  }

  private Mistake unknownKind(Fields fields) {
    Collection<Member> members = fields.object().members().values();
    if (members.isEmpty()) {
      return Mistake.at(
          fields.object(), "A requirement is empty; it has " + Names.listed(leading(), "or"));
    }
    Member first = members.iterator().next();
    return Providers.all().stream()
        .filter(other -> other.helpers().names().contains(first.name()))
        .findFirst()
        .map(other -> ofAnother(other, first))
        .orElseGet(() -> fields.unknown(first, all()));
  }

  private Mistake ofAnother(Provider other, Member member) {
    String here =
        provider == null
            ? "this policy has an \"issuer\" and no provider"
            : "the provider of this policy is \"" + provider.name() + "\"";
    return Mistake.at(
        member.offset(),
        "\"" + member.name() + "\" is of a helper of \"" + other.name() + "\", and " + here);
  }

  private List<String> leading() {
    List<String> leading = new ArrayList<>(List.of(ClaimReader.CLAIM, ANY_OF, ALL_OF));
    if (provider != null) {
      provider.helpers().all().forEach(form -> leading.add(form.names().get(0)));
    }
    return leading.stream().distinct().toList();
  }

  private List<String> all() {
    List<String> all = new ArrayList<>(ClaimReader.MEMBERS);
    all.addAll(JOINTS);
    if (provider != null) {
      all.addAll(provider.helpers().names());
    }
    return all;
  }
}
