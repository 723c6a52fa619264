// Tables of filter values on a sheet, with blanks for what a step covers.
#include <fmt/format.h>

#include "app/lesson/sheet/step_figures.h"
#include "app/paper/map_picture.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

std::string channel_name(std::size_t slice) {
    return std::string(kChannelNames.at(static_cast<std::size_t>(kSliceChannels.at(slice))));
}

SheetPicture table_picture(std::string_view title, int size, PaperTable table) {
    return {
        .title = std::string(title), .note = size_text({size, size}), .size = {size, size}, .table = std::move(table)};
}

}  // namespace

PaperTable blanked(PaperTable table, const StepFigures& figures, std::string_view name) {
    for (int row = 0; row < table.rows; ++row)
        for (int col = 0; col < table.cols; ++col)
            if (figures.covers(fmt::format("{}.{}.{}", name, row, col)))
                table.cells[static_cast<std::size_t>(row * table.cols + col)] = {};
    return table;
}

SheetPicture filter_table(const StepFigures& figures, std::string_view title, const Kernel& kernel,
                          std::string_view name) {
    const auto count = static_cast<std::ptrdiff_t>(kernel.size) * kernel.size;
    const std::vector<double> values(kernel.values.begin(), kernel.values.begin() + count);
    return table_picture(title, kernel.size, blanked(paper_table(kernel.size, values, true), figures, name));
}

SheetPicture blank_filter(std::string_view title, int size) {
    PaperTable table{.rows = size, .cols = size};
    table.cells.resize(static_cast<std::size_t>(size) * static_cast<std::size_t>(size));
    return table_picture(title, size, std::move(table));
}

SheetFigure filter_tables(const StepFigures& figures) {
    const Document& document = figures.source.document();
    SheetFigure figure;
    if (document.workspace != WorkspaceId::filter_lab) return figure;
    if (document.lab_view.page == LabPage::filter) {
        const FilterSettings settings = document.lab.settings(document.lab.edited);
        figure.pictures.push_back(filter_table(figures, figures.words.filter, settings.kernel, "filter.cell"));
    }
    if (document.lab_view.page != LabPage::colour) return figure;
    const ColourFilterSettings& filter = document.colour.filter;
    for (std::size_t i = 0; i < kColourChannels; ++i) {
        const std::string channel = channel_name(i);
        const std::string title = channel_title(figures.words, i);
        figure.pictures.push_back(filter_table(figures,
                                               filter.on.at(i) ? title : figures.words.text(tr("{} (off)"), title),
                                               filter.slices.at(i), "colour." + channel + ".cell"));
    }
    return figure;
}

SheetFigure blank_filters(const StepFigures& figures) {
    SheetFigure figure = filter_tables(figures);
    const bool is_one = figure.pictures.size() == 1;
    for (SheetPicture& picture : figure.pictures)
        picture = blank_filter(is_one ? std::string(figures.words.own_filter) : picture.title, picture.size.rows);
    return figure;
}

}  // namespace convscope
