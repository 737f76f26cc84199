package dev.credence.architecture;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public face of a module as sorted text: every type that a user can name and every member of
 * it that a user can call, with generics, nullness and exceptions. What isn't marked {@code
 * protected} is public. The text is the same on every JDK.
 */
final class ApiText {

  private static final Set<String> METHODS_OF_OBJECT = Set.of("equals", "hashCode", "toString");
  private static final Set<String> METHODS_OF_EVERY_ENUM = Set.of("values", "valueOf");

  private ApiText() {}

  static String of(CompiledModule module) {
    return module.exportedPackages().stream()
        .flatMap(name -> module.classesIn(name).stream())
        .filter(ApiText::isVisible)
        .sorted(Comparator.comparing(Class::getName))
        .map(ApiText::type)
        .collect(Collectors.joining("\n"));
  }

  private static String type(Class<?> type) {
    StringBuilder text = new StringBuilder(heading(type)).append('\n');
    members(type).forEach(member -> text.append("  ").append(member).append('\n'));
    return text.toString();
  }

  private static String heading(Class<?> type) {
    String components =
        type.isRecord()
            ? TypeText.joined(
                    ", ",
                    type.getRecordComponents(),
                    c -> TypeText.of(c.getAnnotatedType()) + " " + c.getName())
                .transform(list -> "(" + list + ")")
            : "";
    return modifiers(type)
        + kind(type)
        + type.getCanonicalName()
        + TypeText.typeParameters(type)
        + components
        + parents(type)
        + permitted(type);
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface ";
    }
    if (type.isInterface()) {
      return "interface ";
    }
    if (type.isEnum()) {
      return "enum ";
    }
    return type.isRecord() ? "record " : "class ";
  }

  private static String modifiers(Class<?> type) {
    boolean plainClass = kind(type).equals("class ");
    int modifiers = type.getModifiers();
    return deprecation(type.isAnnotationPresent(Deprecated.class))
        + (Modifier.isProtected(modifiers) ? "protected " : "")
        + (type.isSealed() && !type.isEnum() ? "sealed " : "")
        + (type.isMemberClass() && !Modifier.isStatic(modifiers) ? "inner " : "")
        + (plainClass && Modifier.isAbstract(modifiers) ? "abstract " : "")
        + (plainClass && Modifier.isFinal(modifiers) ? "final " : "");
  }

  private static String parents(Class<?> type) {
    boolean superclassSaysSomething =
        kind(type).equals("class ") && type.getSuperclass() != Object.class;
    String interfaces = TypeText.joined(", ", type.getAnnotatedInterfaces(), TypeText::of);
    return (superclassSaysSomething ? " extends " + TypeText.of(type.getAnnotatedSuperclass()) : "")
        + (interfaces.isEmpty()
            ? ""
            : (type.isInterface() ? " extends " : " implements ") + interfaces);
  }

  private static String permitted(Class<?> type) {
    Class<?>[] permitted = type.isEnum() ? null : type.getPermittedSubclasses();
    String visible =
        permitted == null
            ? ""
            : Arrays.stream(permitted)
                .filter(ApiText::isVisible)
                .map(TypeText::name)
                .collect(Collectors.joining(", "));
    return visible.isEmpty() ? "" : " permits " + visible;
  }

  private static Stream<String> members(Class<?> type) {
    Stream<String> constants =
        type.isEnum()
            ? Arrays.stream(type.getFields()).filter(Field::isEnumConstant).map(Field::getName)
            : Stream.empty();
    Set<String> others = new TreeSet<>();
    for (Class<?> declaring : typesWhoseMembersShow(type)) {
      fields(declaring).forEach(others::add);
      methods(declaring).forEach(others::add);
    }
    return Stream.of(constants, constructors(type), others.stream()).flatMap(lines -> lines);
  }

  /** A public class shows the public members of its ancestors that can't be named themselves. */
  private static Set<Class<?>> typesWhoseMembersShow(Class<?> type) {
    Set<Class<?>> types = new LinkedHashSet<>(Set.of(type));
    Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
        .filter(ancestor -> !isVisible(ancestor))
        .forEach(ancestor -> types.addAll(typesWhoseMembersShow(ancestor)));
    return types;
  }

  private static Stream<String> constructors(Class<?> type) {
    return Arrays.stream(type.getDeclaredConstructors())
        .filter(constructor -> isVisible(constructor) && !type.isEnum())
        .map(constructor -> constructor(type, constructor))
        .sorted(Comparator.naturalOrder());
  }

  private static String constructor(Class<?> type, Constructor<?> constructor) {
    return memberModifiers(constructor, constructor.isAnnotationPresent(Deprecated.class))
        + "new "
        + type.getSimpleName()
        + parametersAndExceptions(constructor);
  }

  private static Stream<String> fields(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> isVisible(field) && !field.isEnumConstant())
        .map(field ->
            memberModifiers(field, field.isAnnotationPresent(Deprecated.class))
                + (Modifier.isFinal(field.getModifiers()) ? "final " : "")
                + TypeText.of(field.getAnnotatedType())
                + " "
                + field.getName());
  }

  private static Stream<String> methods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(ApiText::isVisible)
        .filter(method -> !METHODS_OF_OBJECT.contains(method.getName()))
        .filter(method -> !(type.isEnum() && METHODS_OF_EVERY_ENUM.contains(method.getName())))
        .map(ApiText::method);
  }

  private static String method(Method method) {
    String typeParameters = TypeText.typeParameters(method);
    return memberModifiers(method, method.isAnnotationPresent(Deprecated.class))
        + (method.isDefault() ? "default " : "")
        + (Modifier.isAbstract(method.getModifiers()) ? "abstract " : "")
        + (typeParameters.isEmpty() ? "" : typeParameters + " ")
        + TypeText.of(method.getAnnotatedReturnType())
        + " "
        + method.getName()
        + parametersAndExceptions(method);
  }

  private static String parametersAndExceptions(Executable executable) {
    String parameters = TypeText.joined(", ", parameterTypes(executable), TypeText::of);
    String exceptions =
        TypeText.joined(", ", executable.getAnnotatedExceptionTypes(), TypeText::of);
    return "("
        + (executable.isVarArgs()
            ? parameters.substring(0, parameters.length() - "[]".length()) + "..."
            : parameters)
        + ")"
        + (exceptions.isEmpty() ? "" : " throws " + exceptions);
  }

  /**
   * A record's canonical constructor is read off its components. The compiler of JDK 21 and later
   * marks the parameters of a compact one as mandated, and reflection of JDK 17 knows no generics
   * of such parameters.
   */
  private static AnnotatedType[] parameterTypes(Executable executable) {
    RecordComponent[] components = executable.getDeclaringClass().getRecordComponents();
    if (components != null && executable instanceof Constructor<?>) {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      if (Arrays.equals(types, executable.getParameterTypes())) {
        return Arrays.stream(components)
            .map(RecordComponent::getAnnotatedType)
            .toArray(AnnotatedType[]::new);
      }
    }
    return executable.getAnnotatedParameterTypes();
  }

  private static String memberModifiers(Member member, boolean deprecated) {
    return deprecation(deprecated)
        + (Modifier.isProtected(member.getModifiers()) ? "protected " : "")
        + (Modifier.isStatic(member.getModifiers()) ? "static " : "");
  }

  private static String deprecation(boolean deprecated) {
    return deprecated ? "@Deprecated " : "";
  }

  static boolean isVisible(Class<?> type) {
    if (type.isSynthetic() || type.isAnonymousClass() || type.isLocalClass()) {
      return false;
    }
    Class<?> enclosing = type.getDeclaringClass();
    return isVisible(type.getModifiers()) && (enclosing == null || isVisible(enclosing));
  }

  private static boolean isVisible(Member member) {
    return isVisible(member.getModifiers()) && !member.isSynthetic();
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }
}
