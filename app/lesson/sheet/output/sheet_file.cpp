#include "app/lesson/sheet/output/sheet_file.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "app/lesson/sheet/output/sheet_html.h"
#include "app/lesson/sheet/output/sheet_pdf.h"
#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

std::string sheet_ending(const std::filesystem::path& file) {
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending;
}

}  // namespace

void check_sheet_name(const std::filesystem::path& file) {
    const std::string ending = sheet_ending(file);
    if (ending != ".pdf" && ending != ".html")
        throw LoadError(file.string(), tr("is no name of a sheet"), tr("choose a name that ends in .pdf or .html"));
}

void save_sheet(const std::filesystem::path& file, const LessonSheet& sheet, const PageSize& page) {
    check_sheet_name(file);
    const bool is_html = sheet_ending(file) == ".html";
    write_file_atomically(file, is_html ? sheet_html(sheet) : sheet_pdf(sheet, page).bytes);
}

}  // namespace convscope
