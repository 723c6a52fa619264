// A work sheet or a solution sheet as plain values, from which the PDF and the HTML file are made. Must not include
// anything that draws in the window.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/paper/canvas.h"
#include "app/paper/paper_table.h"
#include "core/image/colours/colour_policy.h"

namespace convscope {

struct SheetHeading {
    std::string text;
    int level = 2;  ///< 2: a step, 3: inside a step
};

/// A paragraph, or an item of a list with its bullet or number.
struct SheetText {
    std::vector<TextRun> runs;
    std::string bullet = {};
    int depth = 0;       ///< of a nested list, from 1; 0: no list
    bool quiet = false;  ///< smaller and grey
};

/// A picture with its title and its legend, or a table of numbers in its place. Without pixels and table it is covered:
/// a hatched box of its size.
struct SheetPicture {
    std::string title, note;  ///< "Filtered", "510 × 510"
    Size size;                ///< of the values, for the box's proportions
    std::optional<ColourBytes> pixels = {};
    std::optional<ColourScale> scale = {};  ///< of the legend
    ValueKind kind = ValueKind::picture;
    std::optional<PaperTable> table = {};  ///< a filter; its empty cells are blanks
    std::optional<Box> mark = {};          ///< in values: the window or pixel that the step is about
};
/// Pictures next to each other, with an arrow between two if the second is computed from the first.
struct SheetFigure {
    std::vector<SheetPicture> pictures;
    bool arrows = false;
};

/// "window x filter = products", any of them with blanks, and the line of the sum below.
struct SheetProduct {
    PaperTable window, filter, products;
    std::string result;  ///< "sum = 577"; ends with "=" if a blank follows
    bool blank = false;  ///< a blank follows
};

/// A value per row with a bar: the classes of an answer.
struct SheetBars {
    struct Row {
        std::string label;
        std::string value;  ///< empty: a blank
        double part = 0;    ///< 0..1
    };
    std::vector<Row> rows;
};

struct SheetTable {
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows;  ///< the first column is aligned at the left, the others at the right
    bool operator==(const SheetTable&) const = default;
};

struct SheetChoice {
    std::vector<TextRun> runs;
    std::string letter;
    bool checked = false;  ///< on the solution sheet: it is right
    std::vector<TextRun> comment = {};
};
struct SheetChoices {
    std::vector<SheetChoice> choices;
};

/// A line to write on, or the answer on the solution sheet.
struct SheetAnswer {
    std::string label;
    std::string answer = {};  ///< empty: a blank
};

/// Room for a calculation, of that many lines.
struct SheetRoom {
    int lines = 4;
};

/// A note in a box: a hint, a solution, what the teacher may say.
struct SheetNote {
    std::string title;
    std::vector<SheetText> text;
};

using SheetBlock = std::variant<SheetHeading, SheetText, SheetFigure, SheetProduct, SheetBars, SheetTable, SheetChoices,
                                SheetAnswer, SheetRoom, SheetNote>;

struct LessonSheet {
    std::string title;
    std::string subtitle;  ///< "Work sheet, 12 minutes"
    std::string language;
    int columns = 1;                      ///< of a page, 1 or 2
    std::vector<std::string> names = {};  ///< "Your name", "Date": blanks at the top of a work sheet
    std::vector<SheetBlock> blocks;
};

}  // namespace convscope
