// The pictures, tables and numbers of a step's state on a sheet, computed as the window shows them. Internal: the
// interface is build_sheet.h.
#pragma once

#include <string_view>
#include <vector>

#include "app/lesson/lesson.h"
#include "app/lesson/sheet/sheet.h"
#include "app/lesson/sheet/sheet_words.h"
#include "app/lesson/values/value_source.h"

namespace convscope {

/// One step's state and what is hidden of it.
struct StepFigures {
    const LessonStep& step;
    ValueSource& source;
    SheetWords words;
    bool solutions = false;

    /// True if the thing of that name in the window is covered, on a work sheet.
    bool covers(std::string_view name) const;
    /// True if the step's marks or its question name something that begins so.
    bool mentions(std::string_view beginning) const;
};

/// The filter of the page Filter or the slices of the page Colour, as tables; empty on other pages.
SheetFigure filter_tables(const StepFigures& figures);
/// filter_tables() without numbers.
SheetFigure blank_filters(const StepFigures& figures);

/// The figures of the workspace that the state shows.
std::vector<SheetBlock> step_figures(const StepFigures& figures);
// The parts of it.
std::vector<SheetBlock> lab_figures(const StepFigures& figures);
std::vector<SheetBlock> lab_page_figures(const StepFigures& figures);
std::vector<SheetBlock> layers_figures(const StepFigures& figures);
std::vector<SheetBlock> training_figures(const StepFigures& figures);

/// The table with blanks for the cells that are covered; `name` is that of a cell without its row and column.
PaperTable blanked(PaperTable table, const StepFigures& figures, std::string_view name);
/// A table of the filter's values as a picture, with blanks for what is covered; `name` as for blanked().
SheetPicture filter_table(const StepFigures& figures, std::string_view title, const Kernel& kernel,
                          std::string_view name);
/// An empty filter of `size` x `size` values, to be filled in.
SheetPicture blank_filter(std::string_view title, int size);
/// A picture of these values; covered if `covered`.
SheetPicture value_picture(std::string title, const Plane& values, const ColourScale& scale, ValueKind kind,
                           bool covered);
/// The colours of outputs: the common end is exceeded by few values of any of them.
ColourScale outputs_scale(const Document& document, ValueKind kind, const std::vector<const FloatImage*>& outputs);

}  // namespace convscope
