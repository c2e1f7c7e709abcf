package org.alys.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that a newcomer copies compiles as it stands. */
class ReadmeTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void theExampleCompiles() throws Exception {
        String readme = Files.readString(Path.of(System.getProperty("alys.root", ".."), "p2p", "README.md"));
        Matcher example = Pattern.compile("(?ms)^```java\n(.*?)^```$").matcher(readme);
        assertThat(example.find()).isTrue();
        Path source = Files.writeString(directory.resolve("Chat.java"), example.group(1));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-cp", System.getProperty("java.class.path"), "-d", directory.toString(), "-proc:none");
            boolean compiled = compiler.getTask(
                            complaints, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(complaints.toString()).isTrue();
        }
    }
}
