package io.millrace.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The plan of the house: which part may see which, and what no part may do. A rule is changed in a
 * commit of its own, with its reason. What needs the source text rather than the classes is in
 * {@link SourceRulesTest}.
 */
class HousePlanTest {

  private static final String CORE = "io.millrace.core..";
  private static final String DSL = "io.millrace.dsl..";
  private static final String CONFIG = "io.millrace.config..";
  private static final String PROTOCOL = "io.millrace.protocol..";
  private static final String WIRE = "io.millrace.protocol.wire..";
  private static final String ACTORS = "io.millrace.actors..";
  private static final String NODES = "io.millrace.node..";
  private static final String EMBEDDED = "io.millrace.embedded..";
  private static final String LAUNCHER = "io.millrace.launcher..";
  private static final String TEST_KIT = "io.millrace.testkit..";
  private static final String CONNECTORS = "io.millrace.connectors..";
  private static final String BENCH = "io.millrace.bench..";

  /** Owners of threads: they alone read clocks and hold locks. */
  private static final String[] THREAD_OWNERS = {
    "io.millrace.actors.worker.dataplane..", "io.millrace.actors.shared.."
  };

  private static JavaClasses all;
  private static JavaClasses main;

  @BeforeAll
  static void read_all_modules() {
    all = new ClassFileImporter().importPackages("io.millrace");
    ImportOption noTests = ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
    main = new ClassFileImporter().withImportOption(noTests).importPackages("io.millrace");
  }

  @Test
  void the_plan_sees_every_module() {
    assertThat(main.stream().map(JavaClass::getPackageName))
        .contains("io.millrace.config", "io.millrace.dsl", "io.millrace.core")
        .contains("io.millrace.protocol", "io.millrace.actors.driver", "io.millrace.actors.worker")
        .contains("io.millrace.node.driver", "io.millrace.node.worker", "io.millrace.connectors")
        .contains("io.millrace.embedded", "io.millrace.launcher", "io.millrace.examples")
        .contains("io.millrace.bench")
        .contains("io.millrace.testkit");
  }

  @Test
  void rule_1_core_and_dsl_stand_on_the_language_alone() {
    check(
        noClasses()
            .that(resideInAnyPackage(CORE, DSL))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "akka..", "com.google.protobuf..", "com.typesafe.config..", "java.net.."));
    check(
        noClasses()
            .that(resideInAnyPackage(CORE, DSL))
            .should()
            .dependOnClassesThat(
                resideInAPackage("java.util.concurrent..")
                    .and(not(named("TimeUnit", "CompletionStage")))
                    .and(not(resideInAPackage("java.util.concurrent.atomic")))));
    check(
        noClasses()
            .that(
                resideInAnyPackage(CORE, DSL)
                    .and(not(resideInAPackage("io.millrace.core.block.."))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.concurrent.atomic"));
  }

  @Test
  void rule_2_driver_and_worker_meet_only_in_the_protocol() {
    never("io.millrace.actors.driver..", "io.millrace.actors.worker..");
    never("io.millrace.actors.worker..", "io.millrace.actors.driver..");
  }

  @Test
  void rule_3_only_the_codec_sees_generated_classes() {
    check(
        noClasses()
            .that(not(resideInAnyPackage("io.millrace.protocol.codec..", WIRE)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(WIRE));
  }

  @Test
  void rule_4_the_protocol_sees_the_model_of_core_and_the_ids_of_dsl() {
    check(
        noClasses()
            .that(resideInAPackage(PROTOCOL))
            .should()
            .dependOnClassesThat(
                resideInAPackage(CORE).and(not(resideInAPackage("io.millrace.core.model..")))));
    check(
        noClasses()
            .that(resideInAPackage(PROTOCOL))
            .should()
            .dependOnClassesThat(
                resideInAPackage(DSL)
                    .and(not(describe("an id", type -> type.getSimpleName().endsWith("Id"))))));
  }

  @Test
  void rule_5_nodes_are_seen_only_by_those_who_start_them() {
    never("io.millrace.node.driver..", "io.millrace.node.worker..");
    never("io.millrace.node.worker..", "io.millrace.node.driver..");
    check(
        noClasses()
            .that(not(resideInAnyPackage(NODES, EMBEDDED, LAUNCHER, BENCH)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(NODES));
  }

  @Test
  void rule_6_a_connector_sees_the_dsl_and_nothing_else_of_the_engine() {
    check(
        noClasses()
            .that(resideInAPackage(CONNECTORS))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("io.millrace..", "akka..")
                    .and(not(resideInAnyPackage(CONNECTORS, DSL)))));
  }

  @Test
  void rule_7_configuration_is_read_in_one_place() {
    // The test kit puts the configuration of its own actor systems together, and reads no key.
    check(
        noClasses()
            .that(not(resideInAnyPackage(CONFIG, TEST_KIT)))
            .should()
            .callCodeUnitWhere(
                describe(
                    "reads HOCON",
                    call ->
                        call.getTargetOwner().getPackageName().startsWith("com.typesafe.config"))));
    check(
        noClasses()
            .that(not(resideInAnyPackage(CONFIG, NODES, EMBEDDED, LAUNCHER, TEST_KIT)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.typesafe.config.."));
    check(
        noClasses()
            .that(not(resideInAnyPackage(CONFIG, NODES, EMBEDDED, LAUNCHER, TEST_KIT)))
            .should()
            .callCodeUnitWhere(Calls.READ_THE_ENVIRONMENT));
    assertThat(bootstraps("io.millrace.node.driver")).hasSizeLessThanOrEqualTo(1);
    assertThat(bootstraps("io.millrace.node.worker")).hasSizeLessThanOrEqualTo(1);
  }

  /** The types of a node that handle configuration; there is one, which starts the node. */
  private static Set<JavaClass> bootstraps(String node) {
    return main.stream()
        .filter(resideInAPackage(node + ".."))
        .filter(type -> seesConfiguration(type) || Calls.madeBy(type, Calls.READ_THE_ENVIRONMENT))
        .map(Visibility::outermost)
        .collect(Collectors.toSet());
  }

  private static boolean seesConfiguration(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .anyMatch(resideInAPackage("com.typesafe.config.."));
  }

  @Test
  void rule_8_time_chance_and_waiting_come_in_from_outside() {
    DescribedPredicate<JavaClass> guarded =
        resideInAnyPackage(CORE, ACTORS).and(not(resideInAnyPackage(THREAD_OWNERS)));
    check(noClasses().that(guarded).should().accessTargetWhere(Calls.TELL_THE_TIME));
    check(noClasses().that(guarded).should().accessTargetWhere(Calls.THROW_DICE));
    check(noClasses().that(guarded).should().accessTargetWhere(Calls.WAIT));
    check(
        noMethods()
            .that()
            .areDeclaredInClassesThat(guarded)
            .should()
            .haveModifier(JavaModifier.SYNCHRONIZED));
  }

  @Test
  void rule_9_no_package_cycles() {
    ArchRule rule = slices().matching("io.millrace.(**)").should().beFreeOfCycles();
    rule.allowEmptyShould(true).check(main);
  }

  @Test
  void rule_10_names_say_what_a_type_does() {
    check(
        classes()
            .that(not(generated()))
            .should()
            .haveNameNotMatching(".*[.$]([A-Za-z0-9_]*(Impl|Manager|Utils|Helper))"));
    check(
        classes()
            .that(not(generated()))
            .and()
            .areNotAssignableTo("akka.actor.typed.javadsl.AbstractBehavior")
            .should()
            .haveNameNotMatching(".*[.$]Abstract[A-Za-z0-9_]*"));
  }

  @Test
  void rule_11_a_type_is_public_only_where_another_package_uses_it() {
    ArchRule rule =
        classes()
            .that(not(generated()))
            .and(not(resideInAnyPackage(DSL, "io.millrace.testing..", CONNECTORS, TEST_KIT)))
            .and(not(Visibility.LOADED_BY_NAME))
            .and(describe("top level", JavaClass::isTopLevelClass))
            .and()
            .arePublic()
            .should(Visibility.BE_USED_FROM_ANOTHER_PACKAGE);
    rule.allowEmptyShould(true).check(all);
  }

  @Test
  void rule_12_inside_core_a_stage_never_sees_the_one_it_feeds() {
    List<String> stages =
        List.of("block", "batch", "plan", "schedule", "task", "state", "checkpoint");
    stages.forEach(stage -> neverInCore("model", stage));
    List.of("batch", "plan", "schedule", "task", "state", "checkpoint")
        .forEach(stage -> neverInCore("block", stage));
    List.of("plan", "schedule", "task", "state", "checkpoint")
        .forEach(stage -> neverInCore("batch", stage));
    List.of("schedule", "task", "state", "checkpoint").forEach(stage -> neverInCore("plan", stage));
    List.of("state", "checkpoint").forEach(stage -> neverInCore("task", stage));
  }

  private static void neverInCore(String from, String to) {
    never("io.millrace.core." + from + "..", "io.millrace.core." + to + "..");
  }

  private static void never(String from, String to) {
    check(
        noClasses()
            .that(resideInAPackage(from))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(to));
  }

  private static DescribedPredicate<JavaClass> generated() {
    return resideInAnyPackage(WIRE, "..jmh_generated..").as("generated classes");
  }

  private static DescribedPredicate<JavaClass> named(String... simpleNames) {
    return describe("named", type -> Set.of(simpleNames).contains(type.getSimpleName()));
  }

  /** A rule about a package that is still empty holds. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(main);
  }
}
