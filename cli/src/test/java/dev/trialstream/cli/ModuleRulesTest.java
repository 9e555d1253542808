package dev.trialstream.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The allowed dependencies between modules. */
class ModuleRulesTest {
    private static final String PROTOCOL = "dev.trialstream.protocol..";
    private static final String POLICY = "dev.trialstream.policy..";
    private static final String ORCHESTRATOR = "dev.trialstream.orchestrator..";
    private static final String WORKER = "dev.trialstream.worker..";
    private static final String TRAINING = "dev.trialstream.training..";
    private static final String TRAINER_PORT = "dev.trialstream.worker.train..";
    private static final String ENGINES = "dev.trialstream.engine..";

    /** A class of the engine DL4J that keeps the name which delivered models have for it. */
    private static final String NAMED_BY_MODELS = "dev.trialstream.worker.dl4j..";

    private static final String METRICS = "dev.trialstream.metrics..";
    private static final String CLI = "dev.trialstream.cli..";

    /** Pure code for suggestions, life cycle, stopping and training. */
    private static final String[] PURE = {
        "dev.trialstream.protocol.space..",
        "dev.trialstream.protocol.study..",
        "dev.trialstream.protocol.curve..",
        "dev.trialstream.protocol.history..",
        POLICY,
        "dev.trialstream.orchestrator.study..",
        TRAINING,
        TRAINER_PORT,
        ENGINES,
        NAMED_BY_MODELS
    };

    /** Code that draws conclusions from a history: suggestions, decisions, steps. */
    private static final String[] CONCLUDING = {
        POLICY,
        "dev.trialstream.protocol.history..",
        "dev.trialstream.protocol.curve..",
        "dev.trialstream.orchestrator.study..",
        "dev.trialstream.metrics.judge.."
    };

    private static final JavaClasses house = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.trialstream");

    @Test
    void the_protocol_depends_on_no_other_module() {
        noClasses()
                .that()
                .resideInAPackage(PROTOCOL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(POLICY, ORCHESTRATOR, TRAINING, ENGINES, WORKER, METRICS, CLI)
                .check(house);
    }

    @Test
    void a_service_depends_on_no_other_service() {
        knowsNone(ORCHESTRATOR, TRAINING, ENGINES, WORKER, METRICS, CLI);
        knowsNone(WORKER, ORCHESTRATOR, METRICS, CLI);
        knowsNone(METRICS, ORCHESTRATOR, TRAINING, ENGINES, WORKER, CLI);
    }

    @Test
    void what_decides_knows_the_protocol_alone() {
        knowsNone(POLICY, ORCHESTRATOR, TRAINING, ENGINES, WORKER, METRICS, CLI);
    }

    @Test
    void training_knows_the_protocol_and_the_port_of_trainers_alone() {
        noClasses()
                .that()
                .resideInAPackage(TRAINING)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.trialstream..")
                        .and(not(resideInAnyPackage(PROTOCOL, TRAINING, TRAINER_PORT))))
                .check(house);
    }

    @Test
    void nobody_knows_an_engine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ENGINES, NAMED_BY_MODELS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ENGINES, NAMED_BY_MODELS)
                .check(house);
    }

    private void knowsNone(String service, String... others) {
        noClasses()
                .that()
                .resideInAPackage(service)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(house);
    }

    @Test
    void what_decides_touches_no_kafka() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(house);
    }

    @Test
    void what_decides_has_no_clock_and_no_chance_of_its_own() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class)
                .check(house);
    }

    /** Conclusions from a history do not depend on time or place. */
    @Test
    void what_concludes_measures_no_time_and_draws_no_names() {
        noClasses()
                .that()
                .resideInAnyPackage(CONCLUDING)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(SplittableRandom.class)
                .orShould()
                .callMethod(ThreadLocalRandom.class, "current")
                .check(house);
    }

    /** But for the positions, which every service reads in the same way. */
    @Test
    void the_protocol_runs_no_kafka_client() {
        noClasses()
                .that()
                .resideInAPackage(PROTOCOL)
                .and()
                .doNotHaveFullyQualifiedName("dev.trialstream.protocol.kafka.Positions")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.kafka.clients.consumer.KafkaConsumer")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.kafka.clients.producer.KafkaProducer")
                .check(house);
    }

    @Test
    void only_its_engine_knows_dl4j() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.trialstream.engine.dl4j..", NAMED_BY_MODELS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..")
                .check(house);
    }

    @Test
    void every_class_lives_in_a_module() {
        classes()
                .should()
                .resideInAnyPackage(PROTOCOL, POLICY, ORCHESTRATOR, TRAINING, ENGINES, WORKER, METRICS, CLI)
                .check(house);
    }
}
