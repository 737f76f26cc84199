package dev.credence.architecture;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Types as they are written in source, with the nullness annotations and without the packages that
 * go without saying.
 */
final class TypeText {

  private static final String OWN_PACKAGES = "dev.credence.";

  private TypeText() {}

  static String of(AnnotatedType type) {
    if (type instanceof AnnotatedArrayType array) {
      String nullness = nullness(array);
      return of(array.getAnnotatedGenericComponentType())
          + (nullness.isEmpty() ? "" : " " + nullness)
          + "[]";
    }
    return nullness(type) + unannotated(type);
  }

  static String name(Class<?> type) {
    String name = Objects.requireNonNullElse(type.getCanonicalName(), type.getName());
    String prefix = type.getPackageName() + ".";
    boolean goesWithoutSaying = prefix.equals("java.lang.") || prefix.startsWith(OWN_PACKAGES);
    return goesWithoutSaying && name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  static String typeParameters(GenericDeclaration declaration) {
    TypeVariable<?>[] parameters = declaration.getTypeParameters();
    return parameters.length == 0
        ? ""
        : "<" + joined(", ", parameters, TypeText::typeParameter) + ">";
  }

  static <T> String joined(String separator, T[] elements, Function<T, String> text) {
    return Arrays.stream(elements).map(text).collect(Collectors.joining(separator));
  }

  private static String unannotated(AnnotatedType type) {
    if (type instanceof AnnotatedParameterizedType parameterized) {
      Type raw = ((ParameterizedType) parameterized.getType()).getRawType();
      return name((Class<?>) raw)
          + "<"
          + joined(", ", parameterized.getAnnotatedActualTypeArguments(), TypeText::of)
          + ">";
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      return wildcard(wildcard);
    }
    if (type instanceof AnnotatedTypeVariable variable) {
      return variable.getType().getTypeName();
    }
    return name((Class<?>) type.getType());
  }

  private static String wildcard(AnnotatedWildcardType wildcard) {
    if (wildcard.getAnnotatedLowerBounds().length > 0) {
      return "? super " + joined(" & ", wildcard.getAnnotatedLowerBounds(), TypeText::of);
    }
    String bounds = bounds(wildcard.getAnnotatedUpperBounds());
    return bounds.isEmpty() ? "?" : "? extends " + bounds;
  }

  private static String typeParameter(TypeVariable<?> parameter) {
    String bounds = bounds(parameter.getAnnotatedBounds());
    return parameter.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
  }

  private static String bounds(AnnotatedType[] bounds) {
    String text = joined(" & ", bounds, TypeText::of);
    return text.equals("Object") ? "" : text;
  }

  private static String nullness(AnnotatedElement element) {
    return Stream.of(element.getAnnotations())
        .map(annotation -> annotation.annotationType().getSimpleName())
        .filter(name -> name.equals("Nullable") || name.equals("NonNull"))
        .map(name -> "@" + name + " ")
        .collect(Collectors.joining());
  }
}
