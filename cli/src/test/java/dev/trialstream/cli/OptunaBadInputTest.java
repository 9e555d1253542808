package dev.trialstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Problems with an Optuna import are reported in one line, before any broker is contacted. */
class OptunaBadInputTest {
    private static final String STUDY = "{\"op_code\":0,\"worker_id\":\"w\",\"study_name\":\"s\",\"directions\":[1]}\n";

    @TempDir
    Path folder;

    private void refused(Path file, String why, String... options) {
        List<String> words =
                new ArrayList<>(List.of("study", "import", file.toString(), "--bootstrap-servers", "127.0.0.1:1"));
        words.addAll(List.of(options));
        Cli ran = Cli.run(words.toArray(String[]::new));
        assertThat(ran.errLines())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(why);
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
    }

    private Path journal(String lines) throws Exception {
        return Files.writeString(folder.resolve("journal.log"), lines);
    }

    private Path sqlite(String... sql) throws Exception {
        return OptunaFiles.sqlite(folder.resolve("optuna.db"), sql);
    }

    @Test
    void a_file_that_is_nobodys() throws Exception {
        refused(folder.resolve("gone.db"), "gone.db: no such file; expected a file that study export or Optuna wrote");
        refused(folder, "is a folder");
        refused(
                journal("PK\u0003\u0004"),
                "expected a file that study export wrote, or Optuna's SQLite or journal file");
        refused(journal(""), "expected a file that study export wrote, or Optuna's SQLite or journal file");
        refused(
                journal("{\"format\":\"trialstream-history\"}"),
                "not a file of Optuna's; --study and --optuna-study are for those",
                "--study",
                "x");
    }

    @Test
    void an_sqlite_file_that_is_not_optunas_or_of_another_version() throws Exception {
        refused(
                sqlite("CREATE TABLE pets (name TEXT);\n"),
                "it lacks the tables alembic_version, studies, study_directions");
        refused(
                sqlite(OptunaFiles.SCHEMA, OptunaFiles.DIGITS, "DROP TABLE trial_values;\n"),
                "it lacks the table trial_values");
        refused(
                sqlite(OptunaFiles.SCHEMA, "UPDATE alembic_version SET version_num = 'v5.0.0.a';\n"),
                "has Optuna's schema v5.0.0.a, expected one of v3.0.0.d, v3.2.0.a; it is newer than what can be read here");
        refused(
                sqlite(OptunaFiles.SCHEMA, "UPDATE alembic_version SET version_num = 'v2.6.0.a';\n"),
                "upgrade a copy with: optuna storage upgrade");
        byte[] whole = Files.readAllBytes(sqlite(OptunaFiles.SCHEMA, OptunaFiles.DIGITS));
        Path half = Files.write(folder.resolve("half.db"), java.util.Arrays.copyOf(whole, 5000));
        refused(half, "half.db: the study could not be read from this SQLite file: ");
    }

    @Test
    void a_study_that_is_not_there_or_not_plain() throws Exception {
        refused(sqlite(OptunaFiles.SCHEMA), "optuna.db: has no study");
        Path two = sqlite(OptunaFiles.SCHEMA, OptunaFiles.DIGITS, "INSERT INTO studies VALUES (2, 'b');\n");
        refused(two, "has 2 studies; say which with --optuna-study: Digits on MLP, b");
        refused(two, "has no study c; it has Digits on MLP, b", "--optuna-study", "c");
        refused(two, "study Not One: not the id of a study", "--optuna-study", "b", "--study", "Not One");
        refused(journal(STUDY + "{\"op_code\":1,\"worker_id\":\"w\",\"study_id\":0}\n"), "journal.log: has no study");
    }

    @Test
    void a_study_that_cannot_be_one_here() throws Exception {
        refused(journal(STUDY), "the Optuna study s has no trial that was begun");
        refused(
                journal(STUDY.replace("[1]", "[1,2]")),
                "the Optuna study s has 2 objectives, and a study here has one; make a study of one objective");
        refused(journal(STUDY.replace("[1]", "[0]")), "the Optuna study s has no direction");
    }

    @Test
    void a_journal_that_is_cut_off_or_of_another_version() throws Exception {
        refused(journal(STUDY + "{\"op_code\":4,\"wor\n" + STUDY), "journal.log: line 2: expected an operation");
        refused(
                journal(STUDY + "{\"op_code\":10,\"worker_id\":\"w\"}\n"),
                "line 2: expected an operation from 0 to 9 as op_code, got 10");
        refused(
                journal(STUDY + "{\"op_code\":4,\"worker_id\":\"w\"}\n"),
                "line 2: expected a whole number as study_id, got ");
        refused(
                journal(STUDY + "{\"op_code\":4,\"worker_id\":\"w\",\"study_id\":0,\"datetime_start\":\"now\"}\n"),
                "line 2: expected a date and a time, got now");
        refused(journal("{\"op_code\":0,\"worker"), "journal.log: has no study");
    }
}
