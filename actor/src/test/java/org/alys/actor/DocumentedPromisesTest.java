package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the documents say about tests and code is there. */
class DocumentedPromisesTest {
    private static final Path ROOT = Path.of(System.getProperty("alys.root", ".."));
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST = Pattern.compile("([A-Z]\\w*(?:Test|Contract))(?:\\.(\\w+))?");
    /** The name of a test, after the first one of its class; no other code of the documents has two humps. */
    private static final Pattern ANOTHER = Pattern.compile("[a-z]+(?:[A-Z][a-z]*){2,}");

    private static final Pattern PROMISE = Pattern.compile("^(S?\\d+)\\. ");
    private static final Pattern ROW = Pattern.compile("^\\| ([A-Z]+)-(\\d+) \\|(.*)\\|(.*)\\|(.*)\\|$");
    /** How many rows each family has. */
    private static final Map<String, Integer> FAMILIES =
            new TreeMap<>(Map.of("RT", 42, "SUP", 44, "REG", 23, "HM", 17, "SD", 8, "BC", 18));

    /** Sources by the name of their class; some names are there in several modules. */
    private static final Map<String, List<String>> SOURCES = new HashMap<>();

    @BeforeAll
    static void readSources() throws IOException {
        for (String module : List.of("actor", "actor-testkit", "storage", "node", "chain", "bridge", "bench")) {
            Path source = ROOT.resolve(module).resolve("src");
            if (!Files.isDirectory(source)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    SOURCES.computeIfAbsent(name, fresh -> new ArrayList<>()).add(Files.readString(file));
                }
            }
        }
    }

    private static boolean hasTest(String type, String method) {
        Pattern declared = Pattern.compile("void\\s+" + method + "\\s*\\(");
        return SOURCES.getOrDefault(type, List.of()).stream()
                .anyMatch(source -> declared.matcher(source).find());
    }

    /** The tests a text names, checked to be there. */
    private static List<String> tests(String text) {
        List<String> found = new ArrayList<>();
        Optional<String> type = Optional.empty();
        Matcher code = CODE.matcher(text);
        while (code.find()) {
            Matcher test = TEST.matcher(code.group(1));
            if (test.matches()) {
                assertThat(SOURCES).as(code.group(1)).containsKey(test.group(1));
                type = Optional.of(test.group(1));
                if (test.group(2) != null) {
                    assertThat(hasTest(test.group(1), test.group(2)))
                            .as(code.group(1))
                            .isTrue();
                }
                found.add(code.group(1));
            } else if (ANOTHER.matcher(code.group(1)).matches()) {
                assertThat(type).as("the class of " + code.group(1)).isPresent();
                assertThat(hasTest(type.orElseThrow(), code.group(1)))
                        .as(type.orElseThrow() + "." + code.group(1))
                        .isTrue();
            }
        }
        return found;
    }

    @Test
    void everyPromiseOfTheReadmeNamesATestThatIsThere() throws IOException {
        Map<String, String> promises = new HashMap<>();
        String open = "";
        for (String line : Files.readAllLines(ROOT.resolve("actor/README.md"))) {
            Matcher begins = PROMISE.matcher(line);
            if (begins.find()) {
                open = begins.group(1);
            } else if (!line.startsWith(" ")) {
                open = "";
            }
            if (!open.isEmpty()) {
                promises.merge(open, line, (before, more) -> before + " " + more);
            }
        }

        for (String family : List.of("", "S")) {
            Pattern own = Pattern.compile(family + "\\d+");
            long count = promises.keySet().stream()
                    .filter(number -> own.matcher(number).matches())
                    .count();
            assertThat(count).isGreaterThan(9);
            for (int n = 1; n <= count; n++) {
                String promise = promises.getOrDefault(family + n, "");
                assertThat(tests(promise)).as("promise " + family + n).isNotEmpty();
            }
        }
    }

    @Test
    void everyRowOfTheChecklistNamesCodeAndTestsThatAreThereOrAReason() throws IOException {
        Map<String, Integer> rows = new TreeMap<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/actor-checklist.md"))) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            String family = row.group(1);
            int number = Integer.parseInt(row.group(2));
            assertThat(number).as(line).isEqualTo(rows.merge(family, 1, Integer::sum));
            requireCode(row.group(3));
            List<String> named = tests(row.group(4));
            if (named.isEmpty()) {
                assertThat(row.group(5).strip())
                        .as("the reason of " + family + "-" + number)
                        .matches("(Not built|Elsewhere|Measured|By hand): .{10,}");
            }
        }
        assertThat(rows).isEqualTo(FAMILIES);
    }

    /** Every name of a class is that of a file, and a member after a dot is a word in it. */
    private static void requireCode(String cell) {
        Matcher code = CODE.matcher(cell);
        while (code.find()) {
            String[] parts = code.group(1).split("\\.", 2);
            assertThat(SOURCES).as(code.group(1)).containsKey(parts[0]);
            if (parts.length == 2) {
                Pattern member = Pattern.compile("\\b" + parts[1] + "\\b");
                assertThat(SOURCES.getOrDefault(parts[0], List.of()))
                        .as(code.group(1))
                        .anyMatch(source -> member.matcher(source).find());
            }
        }
    }
}
