package dev.trialstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFileTest {
    @TempDir
    Path folder;

    @Test
    void fields_may_be_quoted_and_hold_commas_quotes_and_line_breaks() {
        DataTable table = read("a,b\n\"1,5\",\"she said \"\"no\"\"\"\n2,\"two\nlines\"\n3,x\n");

        assertThat(texts(table, "a")).containsExactly("1,5", "2", "3");
        assertThat(texts(table, "b")).containsExactly("she said \"no\"", "two\nlines", "x");
        assertThat(table.lines()).containsExactly(2, 3, 5);
    }

    @Test
    void a_byte_order_mark_is_not_part_of_the_first_name() {
        assertThat(read("\uFEFF\"a\",b\n1,2\n").columns())
                .extracting(Column::name)
                .containsExactly("a", "b");
    }

    @Test
    void text_beyond_ascii_is_read_as_utf_8() {
        assertThat(texts(read("ort,n\nKöln,1\n東京,2\n"), "ort")).containsExactly("Köln", "東京");
    }

    @Test
    void every_usual_way_to_say_nothing_is_a_missing_value() {
        DataTable table = read("a,b\n,1\nNA,1\nn/a,1\nNaN,1\nNULL,1\n ? ,1\n0,1\n");

        assertThat(column(table, "a").missing()).isEqualTo(6);
        assertThat(texts(table, "a").get(6)).isEqualTo("0");
    }

    @Test
    void the_hash_is_that_of_the_bytes() {
        // printf 'a,b\\n1,2\\n' | sha256sum
        assertThat(read("a,b\n1,2\n").sha256())
                .isEqualTo("492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            ''                  | is empty, expected a header and rows
            \\n\\n              | is empty, expected a header and rows
            a,b\\n              | has a header alone, expected rows below it
            a,b,a\\n1,2,3\\n    | line 1: column a appears twice, expected different names: rename one of them
            a,,b\\n1,2,3\\n     | line 1: column 2 has no name, expected a header of names: name it or delete it
            a,b\\n1,2\\n1\\n    | line 3: expected 2 fields as in the header, found 1: the line is cut off or lacks a field; complete or delete it
            a,b\\n1,2,3\\n      | line 2: expected 2 fields as in the header, found 3: put a text that contains a comma into double quotes
            a,b\\n1,\\0\\n      | line 2: holds binary data (a zero byte), expected text in UTF-8
            """)
    void a_file_that_is_no_table_is_refused(String text, String complaint) {
        String content = text.replace("''", "").replace("\\n", "\n").replace("\\0", "\0");

        assertThatThrownBy(() -> read(content))
                .isInstanceOf(BadData.class)
                .hasMessageStartingWith(folder.resolve("data.csv").toString())
                .hasMessageEndingWith(complaint);
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, "a,b\nK\u00f6ln,1\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> CsvFile.read(file)).isInstanceOf(BadData.class).hasMessageContaining("not UTF-8");
    }

    @Test
    void a_file_that_is_not_there_and_a_folder_are_refused() {
        assertThatThrownBy(() -> CsvFile.read(folder.resolve("none.csv")))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith("none.csv: no such file");
        assertThatThrownBy(() -> CsvFile.read(folder))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith("is a directory, expected a CSV file");
    }

    private DataTable read(String content) {
        return CsvFile.read(TestData.write(folder, content));
    }

    private static Column column(DataTable table, String name) {
        return table.column(name).orElseThrow();
    }

    private static List<String> texts(DataTable table, String name) {
        return IntStream.range(0, table.rows())
                .mapToObj(row -> String.valueOf(column(table, name).text(row)))
                .toList();
    }
}
