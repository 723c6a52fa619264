#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "app/lesson/parse.h"
#include "app/lesson/sheet/build_sheet.h"
#include "app/lesson/sheet/output/sheet_html.h"
#include "app/lesson/sheet/output/sheet_pdf.h"
#include "app/lesson/write.h"
#include "app/paper/map_picture.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "tests/app/lesson/example_lesson.h"

namespace convscope {

namespace {

LessonSheet sheet_of(const std::string& markdown, bool solutions) {
    const ParsedLesson parsed = parse_lesson(markdown, "/lessons/a.en.md");
    REQUIRE(parsed.problems.empty());
    LessonFiles files(CONVSCOPE_TEST_ASSETS, "/lessons");
    return lesson_sheet(parsed.lesson, files, solutions);
}

template <class Block>
std::vector<Block> blocks_of(const LessonSheet& sheet) {
    std::vector<Block> found;
    for (const SheetBlock& block : sheet.blocks)
        if (const auto* const part = std::get_if<Block>(&block)) found.push_back(*part);
    return found;
}

/// Writes the sheet into the folder SHEET_OUT, if there is such a variable, for people who want to look at it.
void keep(const std::string& name, const LessonSheet& sheet) {
    const char* const folder = std::getenv("SHEET_OUT");
    if (folder == nullptr) return;
    std::ofstream(std::string(folder) + "/" + name + ".pdf") << sheet_pdf(sheet).bytes;
    std::ofstream(std::string(folder) + "/" + name + ".html") << sheet_html(sheet);
}

}  // namespace

TEST_CASE("a work sheet has blanks for what is covered, and room to calculate") {
    const LessonSheet sheet = sheet_of(kExampleLesson, false);
    keep("work", sheet);
    CHECK(sheet.title == "What a 3x3 filter does");
    CHECK(sheet.subtitle == "Work sheet, 12 minutes");
    CHECK(sheet.names == std::vector<std::string>{"Your name", "Date"});
    const auto figures = blocks_of<SheetFigure>(sheet);
    REQUIRE(figures.size() == 4);
    REQUIRE(figures[0].pictures.size() == 3);
    CHECK(figures[0].pictures[0].pixels.has_value());
    CHECK(figures[0].pictures[0].note == "512 \u00d7 512");
    CHECK(figures[0].pictures[0].mark == Box{254, 254, 3, 3});
    CHECK_FALSE(figures[0].pictures[1].pixels.has_value());
    CHECK_FALSE(figures[0].pictures[2].pixels.has_value());
    // The second step asks what its filter finds: the filter stands beside the picture, without arithmetic.
    REQUIRE(figures[1].pictures.size() == 3);
    REQUIRE(figures[1].pictures[1].table.has_value());
    CHECK(figures[1].pictures[1].table->cells[1].text == "\u22122");
    CHECK_FALSE(figures[1].pictures[2].pixels.has_value());
    CHECK(figures[1].pictures[2].note.empty());
    // The third one has a filter to be filled in.
    REQUIRE(figures[3].pictures.size() == 1);
    CHECK(figures[3].pictures[0].title == "Your filter");
    CHECK(figures[3].pictures[0].table->cells.size() == 9);
    CHECK(std::ranges::all_of(figures[3].pictures[0].table->cells,
                              [](const PaperCell& cell) { return cell.text.empty(); }));
    const auto products = blocks_of<SheetProduct>(sheet);
    REQUIRE(products.size() == 1);
    CHECK(products[0].filter.cells[3].text == "\u22122");
    CHECK_FALSE(products[0].window.cells[0].text.empty());
    CHECK_FALSE(products[0].products.cells[0].text.empty());
    CHECK(products[0].blank);
    CHECK(products[0].result == "sum = ");
    CHECK(blocks_of<SheetAnswer>(sheet).empty());  // the blank of the tables is the answer
    const auto choices = blocks_of<SheetChoices>(sheet);
    REQUIRE(choices.size() == 1);
    CHECK(choices[0].choices.size() == 3);
    CHECK(std::ranges::none_of(choices[0].choices, &SheetChoice::checked));
    CHECK(choices[0].choices[0].comment.empty());
    const auto notes = blocks_of<SheetNote>(sheet);
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].title == "Goal");
    CHECK(notes[0].text[0].runs[0].text ==
          "The sum of the filter values is 0, and the highest minus the lowest value of the filtered picture is more "
          "than "
          "200.");
}

TEST_CASE("products that are covered are blanks, each for itself") {
    const std::string step =
        "---\ntitle: A\nlanguage: en\nminutes: 5\n---\n## A\n```convscope\npicture staircase\npreset "
        "sobel-vertical\npin input 255 255\ncover inspector.product.1.* inspector.product.0.2\n```\nB\n\n= 3\n";
    const LessonSheet sheet = sheet_of(step, false);
    const auto products = blocks_of<SheetProduct>(sheet);
    REQUIRE(products.size() == 1);
    for (const std::size_t blank : {2U, 3U, 4U, 5U}) CHECK(products[0].products.cells[blank].text.empty());
    for (const std::size_t shown : {0U, 1U, 6U, 7U, 8U}) CHECK_FALSE(products[0].products.cells[shown].text.empty());
    // The answer is not the sum, so it has a line of its own.
    CHECK(blocks_of<SheetAnswer>(sheet).size() == 1);
}

TEST_CASE("a solution sheet has the computed answers, comments, hints and the teacher's notes") {
    const LessonSheet sheet = sheet_of(kExampleLesson, true);
    keep("solutions", sheet);
    CHECK(sheet.subtitle == "Solutions, 12 minutes");
    CHECK(sheet.names.empty());
    const auto figures = blocks_of<SheetFigure>(sheet);
    REQUIRE(figures.size() == 4);
    CHECK(figures[0].pictures[1].pixels.has_value());
    CHECK(figures[3].pictures[0].table->cells[4].text == "\u22124");  // the filter that reaches the goal
    const auto products = blocks_of<SheetProduct>(sheet);
    REQUIRE(products.size() == 1);
    const auto answers = blocks_of<SheetAnswer>(sheet);
    REQUIRE(answers.size() == 1);
    CHECK_FALSE(answers[0].answer.empty());
    CHECK(products[0].result == "sum = " + answers[0].answer);
    CHECK_FALSE(products[0].blank);
    const auto choices = blocks_of<SheetChoices>(sheet);
    CHECK(choices[0].choices[1].checked);
    CHECK_FALSE(choices[0].choices[0].checked);
    CHECK(choices[0].choices[0].comment[0].text.starts_with("They are vertical"));
    std::vector<std::string> titles;
    for (const SheetNote& note : blocks_of<SheetNote>(sheet)) titles.push_back(note.title);
    CHECK(titles == std::vector<std::string>{"Hint", "For the teacher", "Goal", "Solution"});
}

TEST_CASE("a sheet of Layers shows input, maps and answer, and covers what the step covers") {
    const std::string head =
        "---\ntitle: Layers\nlanguage: xx\nminutes: 5\n---\n## 네트워크\n```convscope\nworkspace "
        "layers\nmodel course\ninput ankle_boot\nlayer conv2d\n";
    open_catalogues(CONVSCOPE_TEST_CATALOGUES);
    const LessonSheet open = sheet_of(head + "```\n무엇이 보입니까?\n", false);
    keep("layers", open);
    CHECK(open.subtitle == "Fiche, 5 min");
    const auto figures = blocks_of<SheetFigure>(open);
    REQUIRE(figures.size() == 1);
    REQUIRE(figures[0].pictures.size() == 3);
    CHECK(figures[0].pictures[1].title == "Carte 0");
    CHECK(figures[0].pictures[1].note == "26 \u00d7 26");
    CHECK(figures[0].pictures[1].pixels.has_value());
    const auto bars = blocks_of<SheetBars>(open);
    REQUIRE(bars.size() == 1);
    CHECK(bars[0].rows[0].label == "Ankle boot");
    const LessonSheet covered = sheet_of(head + "cover journey.answer.* maps.grid\n```\n무엇이 보입니까?\n", false);
    CHECK_FALSE(blocks_of<SheetFigure>(covered)[0].pictures[1].pixels.has_value());
    CHECK(blocks_of<SheetBars>(covered)[0].rows[0].value.empty());
    CHECK(blocks_of<SheetBars>(covered)[0].rows[0].label.find("boot") == std::string::npos);
}

TEST_CASE("the PDF has as many pages as its layout, and more of them on smaller paper") {
    std::string markdown = "---\ntitle: Long\nlanguage: en\nminutes: 5\n---\n";
    for (int i = 0; i < 30; ++i) markdown += "## Step\n\nA paragraph of text.\n\n- [ ] one\n- [x] two\n- [ ] three\n\n";
    const LessonSheet sheet = sheet_of(markdown, false);
    const SheetPdf pdf = sheet_pdf(sheet);
    CHECK(pdf.bytes.starts_with("%PDF-1."));
    CHECK(pdf.bytes.find("%%EOF") != std::string::npos);
    CHECK(pdf.pages >= 3);
    CHECK(sheet_pdf(sheet, {kA4.width, kA4.height / 2}).pages > 2 * pdf.pages - 2);
    // Every page is an object of the file.
    std::size_t objects = 0;
    for (std::size_t at = 0; (at = pdf.bytes.find("/Type /Page %", at)) != std::string::npos; ++at) ++objects;
    CHECK(objects == static_cast<std::size_t>(pdf.pages));
}

TEST_CASE("the HTML file has the text, marks, blanks, and pictures in data URIs") {
    const std::string work = sheet_html(sheet_of(kExampleLesson, false));
    CHECK(work.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    CHECK(work.find("<h2>1  Nine products</h2>") != std::string::npos);
    CHECK(work.find("data:image/png;base64,iVBORw0KGgo") != std::string::npos);
    CHECK(work.find("class=\"covered\"") != std::string::npos);
    CHECK(work.find("\u2610 A&ensp;the banister&#39;s rods") == std::string::npos);
    CHECK(work.find("\u2610 A&ensp;the banister's rods") != std::string::npos);
    CHECK(work.find("\u2611") == std::string::npos);
    CHECK(work.find("Let them write it down") == std::string::npos);
    CHECK(work.find("http") == std::string::npos);
    const std::string solutions = sheet_html(sheet_of(kExampleLesson, true));
    CHECK(solutions.find("\u2611 B&ensp;the steps") != std::string::npos);
    CHECK(solutions.find("class=\"covered\"") == std::string::npos);
    CHECK(solutions.find("Let them write it down") != std::string::npos);
}

TEST_CASE("a table has the values of the pooling block that a step points at, in place of products") {
    const LessonSheet sheet = sheet_of(
        "---\ntitle: A\nlanguage: en\nminutes: 5\n---\n## A\n```convscope\npicture pooling_figure\npreset "
        "identity\nborder "
        "zero\npool max\npool-size 2\npin pooled 0 0\npoint inspector.pool.1.0\ncover inspector.pool.1.1\n```\nB\n",
        false);
    CHECK(blocks_of<SheetProduct>(sheet).empty());
    const auto figures = blocks_of<SheetFigure>(sheet);
    REQUIRE(figures.size() == 2);
    const PaperTable& block = figures[1].pictures.at(0).table.value();
    std::vector<std::string> texts;
    for (const PaperCell& cell : block.cells) texts.push_back(cell.text);
    CHECK(texts == std::vector<std::string>{"0", "64", "48", ""});
}

TEST_CASE("a covered filter is a table of blanks, and what was shown last is not repeated") {
    const std::string head = "---\ntitle: A\nlanguage: en\nminutes: 5\n---\n";
    const LessonSheet sheet = sheet_of(head +
                                           "## A\n```convscope\npicture text\npreset laplacian\npool none\ncover "
                                           "filter.cell.*\n```\nWhich?\n\n## B\n```convscope\nbias 0\n```\nC\n\n## D\n"
                                           "```convscope\nbias 0\n```\nE\n",
                                       false);
    CHECK(sheet.columns == 2);
    const auto figures = blocks_of<SheetFigure>(sheet);
    REQUIRE(figures.size() == 2);
    REQUIRE(figures[0].pictures.size() == 3);
    CHECK(std::ranges::all_of(figures[0].pictures[1].table.value().cells,
                              [](const PaperCell& cell) { return cell.text.empty(); }));
    CHECK(figures[1].pictures.size() == 2);  // D has the figure of B
    // The note of the settings stands once, too.
    CHECK(std::ranges::count_if(blocks_of<SheetText>(sheet), &SheetText::quiet) == 1);
}

TEST_CASE("the slices of a colour filter stand on the sheet of a step that points at them; covered sums are blanks") {
    const std::string head =
        "---\ntitle: A\nlanguage: en\nminutes: 5\n---\n## A\n```convscope\npicture staircase\npage colour\nexample "
        "red-green\nslice green off\n";
    const auto slices = blocks_of<SheetFigure>(sheet_of(head + "point colour.*.slice\n```\nB\n", false));
    REQUIRE(slices.size() == 2);
    REQUIRE(slices[1].pictures.size() == 3);
    CHECK(slices[1].pictures[1].title == "green (off)");
    CHECK(slices[1].pictures[1].table->cells[4].text == "\u22121");
    CHECK(blocks_of<SheetFigure>(sheet_of(head + "point colour.picture\n```\nB\n", false)).size() == 1);
    const std::string pinned = head + "slice green on\npin filtered 236 73\n";
    CHECK(blocks_of<SheetProduct>(sheet_of(pinned + "cover panel.arithmetic\n```\nB\n", false)).empty());
    const auto products = blocks_of<SheetProduct>(sheet_of(pinned + "cover colour.*.sum_value\n```\nB\n", false));
    REQUIRE(products.size() == 3);
    CHECK(products[0].blank);
    CHECK(products[0].result == "red: sum = ");
}

TEST_CASE("the filter of a layer stands on the sheet of a step that points at its weights") {
    const LessonSheet sheet = sheet_of(
        "---\ntitle: A\nlanguage: en\nminutes: 5\n---\n## A\n```convscope\nworkspace layers\nmodel course\ninput "
        "ankle_boot\nlayer conv2d\nmap 35\ncover maps.grid\npoint weights.cell.*\n```\nB\n\n= 3\n",
        false);
    const auto figures = blocks_of<SheetFigure>(sheet);
    REQUIRE(figures.size() == 1);
    REQUIRE(figures[0].pictures.size() == 3);
    CHECK(figures[0].pictures[1].title == "Filter 35");
    const PaperTable& filter = figures[0].pictures[1].table.value();
    REQUIRE(filter.cells.size() == 9);
    CHECK(filter.cells[1].ground == ink::kPositive);  // the upper row is positive, the lower one negative
    CHECK(filter.cells[7].ground == ink::kNegative);
    CHECK_FALSE(figures[0].pictures[2].pixels.has_value());
    CHECK(figures[0].pictures[2].note.empty());  // a size would answer a question
    CHECK(blocks_of<SheetBars>(sheet).empty());  // the question is not about the classes
}

TEST_CASE("shapes and parameters of covered layers are blanks in the table of Training") {
    const auto tables = blocks_of<SheetTable>(sheet_of(
        "---\ntitle: A\nlanguage: en\nminutes: 5\n---\n## A\n```convscope\nworkspace training\ndataset "
        "garments\narchitecture course\ncover training.layer.0\n```\nB\n\n## C\n```convscope\nfilters 16\n```\nD\n",
        false));
    REQUIRE(tables.size() == 2);
    CHECK(tables[0].rows[0] == std::vector<std::string>{"conv2d", "________", "________"});
    CHECK(tables[0].rows[1] == std::vector<std::string>{"max_pooling2d", "13 \u00d7 13 \u00d7 64", "0"});
    CHECK(tables[1].rows[0] == std::vector<std::string>{"conv2d", "26 \u00d7 26 \u00d7 16", "160"});
}

TEST_CASE("a last page with one step is avoided where closer lines make room for it") {
    for (const auto& [name, most] : {std::pair{"channels", 4}, std::pair{"elementwise", 2}}) {
        const ParsedLesson parsed = read_lesson(std::string(CONVSCOPE_TEST_ASSETS) + "/lessons/" + name + ".en.md");
        LessonFiles files(CONVSCOPE_TEST_ASSETS, parsed.lesson.file.parent_path());
        CHECK(sheet_pdf(lesson_sheet(parsed.lesson, files, false)).pages <= most);
    }
}

TEST_CASE("the sentences of a new step that the teacher has not replaced are not printed") {
    const LessonSheet sheet = sheet_of(new_lesson_markdown("Mine") + "\n" + step_markdown("Step 4", {}), false);
    for (const SheetText& text : blocks_of<SheetText>(sheet))
        for (const TextRun& run : text.runs) CHECK(run.text.find("Write here") == std::string::npos);
}

TEST_CASE("the first lesson of the course, 20 steps, takes at most eight pages") {
    const ParsedLesson parsed = read_lesson(std::string(CONVSCOPE_TEST_ASSETS) + "/lessons/convolution.en.md");
    LessonFiles files(CONVSCOPE_TEST_ASSETS, parsed.lesson.file.parent_path());
    CHECK(sheet_pdf(lesson_sheet(parsed.lesson, files, false)).pages <= 8);
}

TEST_CASE("a state that cannot be opened is refused with the line in the lesson") {
    try {
        sheet_of("---\ntitle: A\nlanguage: en\nminutes: 5\n---\n## A\n```convscope\npicture no_such_picture\n```\nB\n",
                 false);
        FAIL("no error");
    } catch (const LoadError& error) {
        CHECK(error.where() == "line 8");
        CHECK(error.file() == "/lessons/a.en.md");
    }
}

}  // namespace convscope
