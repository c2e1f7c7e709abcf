package org.alys.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of docs/architecture.md: which room may look into which. */
class HouseTest {
    /** Each room with the rooms it may import. */
    private static final Map<String, Set<String>> ARROWS = Map.of(
            "primitives", Set.of(),
            "actor", Set.of(),
            "bitcoin", Set.of("primitives"),
            "evm", Set.of("primitives"),
            "chain", Set.of("primitives", "bitcoin", "evm"),
            "bridge", Set.of("primitives", "bitcoin"),
            "engine", Set.of("primitives", "evm"),
            "storage", Set.of("primitives", "actor"),
            "p2p", Set.of("primitives"),
            "node", Set.of("primitives", "actor", "bitcoin", "evm", "chain", "bridge", "engine", "storage", "p2p"));

    private static final List<String> PURE = List.of("chain", "bridge");

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.alys");

    static Stream<String> rooms() {
        return ARROWS.keySet().stream().sorted();
    }

    static Stream<String> pureRooms() {
        return PURE.stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void looksOnlyIntoRoomsBelow(String room) {
        String[] forbidden = ARROWS.keySet().stream()
                .filter(other -> !other.equals(room))
                .filter(other -> !ARROWS.getOrDefault(room, Set.of()).contains(other))
                .map(other -> "org.alys." + other + "..")
                .toArray(String[]::new);
        if (forbidden.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage("org.alys." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .allowEmptyShould(true)
                    .check(PRODUCT);
        }
    }

    @ParameterizedTest
    @MethodSource("pureRooms")
    void pureRoomsReachNoClockThreadFileOrSocket(String room) {
        noClasses()
                .that()
                .resideInAPackage("org.alys." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.nio.channels..")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void onlyTheNodeReadsConfigurationOrServesHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.alys.node..", "org.alys.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.typesafe.config..", "io.helidon..", "picocli..")
                .check(PRODUCT);
    }
}
