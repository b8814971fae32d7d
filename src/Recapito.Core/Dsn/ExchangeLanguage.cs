using System.Buffers;

namespace Recapito.Core;

/// <summary>Tells the language of Exchange's NDR by its headline and the label of its second half.</summary>
internal static class ExchangeLanguage
{
    /// <summary>Headline and label stand in the first pages.</summary>
    private const int LongestText = 64 * 1024;

    /// <summary>Microsoft's translations of "DSNs and NDRs in Exchange 2013", and what NDRs of the product say.</summary>
    private static readonly (string Language, string[] Phrases)[] All =
    [
        ("de", ["diagnoseinformationen für administratoren", "fehler bei der nachrichtenzustellung an folgende empfänger", "die zustellung an folgende empfänger oder gruppen"]),
        ("es", ["información de diagnóstico para administradores", "información de diagnóstico para los administradores", "error de entrega a estos destinatarios"]),
        ("pt", ["informações de diagnóstico para administradores", "falha na entrega a estes destinatários", "mais informações para administradores de email"]),
        ("nl", ["diagnostische gegevens voor beheerders", "uw bericht kan niet worden bezorgd bij de volgende geadresseerden"]),
        ("sv", ["diagnostisk information för administratörer", "det gick inte att leverera till följande mottagare"]),
        ("ja", ["管理者向けの診断情報", "次の受信者またはグループへの配信に失敗しました"]),
        ("zh", ["管理员诊断信息", "管理员的诊断信息", "供管理员使用的诊断信息", "未能传递到这些收件人或组", "管理員的診斷資訊", "無法傳遞給下列收件者或群組"]),
        ("ko", ["관리자를 위한 진단 정보", "관리자용 진단 정보", "다음 받는 사람 또는 그룹에 배달하지 못했습니다"]),
        ("ru", ["диагностические сведения для администраторов", "не удалось выполнить доставку следующим получателям"]),
        ("fr", ["informations de diagnostic pour les administrateurs", "échec de la remise pour ces destinataires"]),
        ("it", ["informazioni di diagnostica per gli amministratori", "il recapito non è riuscito per i seguenti destinatari", "il recapito ai seguenti destinatari o gruppi"]),
        ("pl", ["informacje diagnostyczne dla administratorów"]),
        ("cs", ["diagnostické informace pro správce"]),
        ("tr", ["yöneticiler için tanılama bilgileri"]),
        ("en", ["diagnostic information for administrators", "delivery has failed to these recipients"]),
    ];

    private static readonly SearchValues<string> Phrases = SearchValues.Create([.. All.SelectMany(language => language.Phrases)], StringComparison.OrdinalIgnoreCase);

    /// <summary>ISO 639-1; null where no phrase tells it.</summary>
    internal static string? Of(ReadOnlySpan<char> text)
    {
        var at = text[..Math.Min(text.Length, LongestText)].IndexOfAny(Phrases);
        if (at < 0)
        {
            return null;
        }

        foreach (var (language, phrases) in All)
        {
            foreach (var phrase in phrases)
            {
                if (text[at..].StartsWith(phrase, StringComparison.OrdinalIgnoreCase))
                {
                    return language;
                }
            }
        }

        return null;
    }
}
