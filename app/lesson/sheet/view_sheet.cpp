#include "app/lesson/sheet/view_sheet.h"

#include <iterator>
#include <utility>

#include "app/lesson/sheet/sheet_words.h"
#include "app/lesson/sheet/step_figures.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr int kRoomLines = 5;

/// The title of the sheet: what is open.
std::string view_title(const Document& document) {
    if (document.workspace == WorkspaceId::layers && document.network.model.model)
        return document.network.model.model->info().name;
    if (document.workspace == WorkspaceId::training) return tr("Training");
    return document.picture.picture.planes.empty() ? std::string(tr("Filter Lab")) : document.picture.base_name();
}

/// A step without text, whose sums and answers are left blank for the class.
LessonStep blank_step(const Document& document) {
    LessonStep step;
    if (document.lab_view.pinned || document.lab_view.player.active) step.settings.push_back({.word = "pin"});
    step.marks.covered = {"inspector.sum", "inspector.product.*", "colour.*.sum_value", "colour.*.product.*",
                          "journey.answer.*"};
    return step;
}

SheetText question(const Document& document) {
    if (document.workspace == WorkspaceId::layers)
        return {{{tr("Which classes do you expect, and how certain is the network?")}}};
    if (document.workspace == WorkspaceId::training)
        return {{{tr("What do you expect of this network? Write it down before it is trained.")}}};
    return {{{tr("What does the filter show, and what does it leave out? Work out one sum by hand.")}}};
}

}  // namespace

LessonSheet view_sheet(Document document) {
    // Without a pin, the page calculates the pixel in the middle, as the window does.
    LabView& view = document.lab_view;
    const Size size = document.picture.picture.size();
    const bool calculates = document.workspace == WorkspaceId::filter_lab && view.page == LabPage::filter;
    if (calculates && !view.pinned && !view.player.active && size.rows > 0)
        view.pinned = PixelRef{.stage = Stage::input, .row = size.rows / 2, .col = size.cols / 2};
    const SheetWords words = sheet_words(language());
    LessonSheet sheet{.title = view_title(document),
                      .subtitle = std::string(words.work_sheet),
                      .language = words.language,
                      .names = {std::string(words.name), std::string(words.date)}};
    const LessonStep step = blank_step(document);
    ValueSource source(document, {}, std::nullopt);
    sheet.blocks = step_figures({step, source, words, false});
    sheet.blocks.emplace_back(question(document));
    sheet.blocks.emplace_back(SheetRoom{kRoomLines});
    return sheet;
}

}  // namespace convscope
