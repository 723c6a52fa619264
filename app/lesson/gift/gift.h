// A lesson's questions in Moodle's GIFT format. Source: the format's description in Moodle's documentation ("GIFT
// format") and its reader, question/format/gift/format.php. Must not include anything that draws.
#pragma once

#include <string>
#include <vector>

#include "app/lesson/lesson.h"
#include "app/lesson/step_documents.h"

namespace convscope {

struct GiftFile {
    std::string text;  ///< UTF-8
    int questions = 0;
    std::vector<std::string> left_out;  ///< sentences about steps that Moodle cannot ask
};

/// All questions, with the computed answers of `facts`, in the order of the steps, in a category with the lesson's
/// title. Below its text each question has the state that it is about. Comments on choices become their feedback; the
/// text after a question and its solution become the general feedback. Goals are left out: they are reached in the
/// program.
GiftFile gift_file(const Lesson& lesson, const StepFacts& facts);

/// The text with a backslash before GIFT's special characters; line breaks are written as \n.
std::string gift_escaped(std::string_view text);

}  // namespace convscope
