package io.millrace.dsl;

import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be known of the type that a user's function makes, from what the compiler left behind:
 * of a lambda the erased type, of a method reference and of a class of one's own the generic one.
 */
final class RecordTypes {
  /** Of which nothing is known. */
  static final Type UNKNOWN = Object.class;

  private RecordTypes() {}

  /** A type with arguments, as the engine puts it together. */
  record Parameterized(Class<?> raw, List<Type> arguments) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(Type[]::new);
    }

    @Override
    public Class<?> getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }
  }

  static Type of(Class<?> raw, Type... arguments) {
    return new Parameterized(raw, List.of(arguments));
  }

  /** What a function returns, its result being the last parameter of its interface. */
  static Type returned(Serializable function, Class<?> kind) {
    SerializedLambda lambda = Lambdas.asLambda(function);
    return lambda == null
        ? argument(function.getClass(), kind, kind.getTypeParameters().length - 1)
        : returned(lambda, function.getClass().getClassLoader());
  }

  /** What a function returns several of. */
  static Type elements(FlatMapFunction<?, ?> function) {
    return Lambdas.asLambda(function) == null
        ? returned(function, FlatMapFunction.class)
        : argument(returned(function, FlatMapFunction.class), Iterable.class, 0);
  }

  private static Type returned(SerializedLambda lambda, ClassLoader loader) {
    try {
      MethodType instantiated =
          MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader);
      return declared(lambda, loader, instantiated.returnType());
    } catch (TypeNotPresentException | LinkageError missing) {
      return UNKNOWN;
    }
  }

  /** The body of a lambda has lost its type arguments; a method that is referred to has not. */
  private static Type declared(SerializedLambda lambda, ClassLoader loader, Class<?> erased) {
    try {
      Class<?> owner = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
      MethodType signature =
          MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
      Method method =
          owner.getDeclaredMethod(lambda.getImplMethodName(), signature.parameterArray());
      return erased.isAssignableFrom(method.getReturnType())
          ? method.getGenericReturnType()
          : erased;
    } catch (ReflectiveOperationException constructor) {
      return erased;
    }
  }

  /** The type argument that a type gives to one of its supertypes. */
  static Type argument(Type type, Class<?> kind, int index) {
    Class<?> raw = raw(type);
    if (raw == kind) {
      return type instanceof ParameterizedType known
          ? known.getActualTypeArguments()[index]
          : UNKNOWN;
    }
    for (Type above : above(raw)) {
      if (kind.isAssignableFrom(raw(above))) {
        return argument(resolved(above, bindings(type)), kind, index);
      }
    }
    return UNKNOWN;
  }

  private static List<Type> above(Class<?> raw) {
    List<Type> above = new ArrayList<>(Arrays.asList(raw.getGenericInterfaces()));
    Type parent = raw.getGenericSuperclass();
    if (parent != null) {
      above.add(parent);
    }
    return above;
  }

  /** The class of a type; of a variable, wildcard or generic array nothing is said. */
  static Class<?> raw(Type type) {
    if (type instanceof ParameterizedType known) {
      return (Class<?>) known.getRawType();
    }
    return type instanceof Class<?> raw ? raw : Object.class;
  }

  /** The arguments of a type by its variables; empty when it is raw. */
  static Map<TypeVariable<?>, Type> bindings(Type type) {
    Map<TypeVariable<?>, Type> bindings = new HashMap<>();
    if (type instanceof ParameterizedType known) {
      TypeVariable<?>[] variables = raw(type).getTypeParameters();
      for (int i = 0; i < variables.length; i++) {
        bindings.put(variables[i], known.getActualTypeArguments()[i]);
      }
    }
    return bindings;
  }

  /** The type with its variables replaced; those that are not bound are unknown. */
  static Type resolved(Type type, Map<TypeVariable<?>, Type> bindings) {
    if (type instanceof TypeVariable<?> variable) {
      return bindings.getOrDefault(variable, UNKNOWN);
    }
    if (type instanceof ParameterizedType known) {
      Type[] arguments = known.getActualTypeArguments();
      return of(
          raw(type),
          Arrays.stream(arguments).map(each -> resolved(each, bindings)).toArray(Type[]::new));
    }
    return type;
  }
}
