package io.millrace.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.millrace.it.code.Loaders;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who uses a type from outside its package. A use of a nested type is a use of the type around it.
 * The compiler copies constants into their users, so a type that is used for its constants alone
 * looks unused: give it a method.
 */
final class Visibility {

  /**
   * Types that something finds by their name: entries, commands of other modules, serializers,
   * benchmarks, flight-recorder events, and what the jobs use that tests compile.
   */
  static final DescribedPredicate<JavaClass> LOADED_BY_NAME =
      describe(
          "loaded by name",
          type ->
              type.isEquivalentTo(Loaders.class)
                  || type.tryGetMethod("main", String[].class).isPresent()
                  || type.isAssignableTo("io.millrace.launcher.FurtherCommand")
                  || type.isAssignableTo("akka.serialization.Serializer")
                  || type.isAssignableTo("akka.actor.Extension")
                  || type.isAssignableTo("akka.actor.typed.Extension")
                  || type.isAssignableTo("akka.dispatch.MailboxType")
                  || type.isAssignableTo("jdk.jfr.Event")
                  || type.isAnnotatedWith("org.openjdk.jmh.annotations.State")
                  || type.getMethods().stream()
                      .anyMatch(m -> m.isAnnotatedWith("org.openjdk.jmh.annotations.Benchmark")));

  static final ArchCondition<JavaClass> BE_USED_FROM_ANOTHER_PACKAGE =
      new ArchCondition<>("be used from another package") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          if (!isUsedFromAnotherPackage(type)) {
            String message = type.getName() + " is public, and only its own package uses it";
            events.add(SimpleConditionEvent.violated(type, message));
          }
        }
      };

  private Visibility() {}

  static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(Visibility::outermost).orElse(type);
  }

  private static boolean isUsedFromAnotherPackage(JavaClass type) {
    return withNested(type)
        .map(JavaClass::getDirectDependenciesToSelf)
        .flatMap(Set::stream)
        .map(Dependency::getOriginClass)
        .anyMatch(user -> !user.getPackageName().equals(type.getPackageName()));
  }

  private static Stream<JavaClass> withNested(JavaClass type) {
    return type.getPackage().getClasses().stream().filter(member -> outermost(member).equals(type));
  }
}
