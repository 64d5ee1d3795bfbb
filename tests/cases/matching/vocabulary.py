"""Words for invented names, the commonest first in each list; the people do not exist."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


WOMEN = _words("""
dewi sari putri ayu rina sri fitri nurul indah ratna yuni lestari maya wulan anita rini siska novi lia tuti dian eka
rahmawati susanti wahyuni handayani kartika mega intan puspita melati aminah fatimah aisyah khadijah zainab halimah
maryam hasanah nurhayati nurhasanah nurjanah nuraini nurlaila nurbaya sumiati suryani suryati sulastri sulistyowati
suhartini supartini sutinah sutarti sukarsih sumarni sukmawati setyawati setyaningsih kurniawati kurniasih rosmiati
rosdiana rosnida roslina rohani rohimah rukmini rukiyah ruminah saodah sakinah salamah salmiah samsiah sariati
yulianti yuliana yusnita yusmanidar yetti yanti wartini wati widya widyawati winarti winarsih warsini veronika vina
vita uswatun umi ummi ulfa tri trisnawati tika titin titik tini tiara syarifah syifa shinta septiani selvi salsabila
safitri rosa riska rizka rima rika ria resti retno regina rahayu rahma rahmi ramadhani pratiwi permata paramita
oktaviani octavia nova nisa ningsih niken natalia nadia mutiara murni murniati mulyani mukaromah muslimah mirna mila
meliana megawati masitoh mardiana mariana marlina martini marwiyah lusi lulu lina lilis leni latifah lastri laras
kusuma komariah komala juwita juwariyah julia jumiati jumilah jamilah isnaini irma ira imelda ika ida huda hesti herni
herlina herawati hera heni helmi hartati hartini hapsari hanifah hani hamidah habibah gita gina ganis fransiska
fitriani fitria firda fina fifi febriani faridah faiza evi eva ernawati erna erni endang emilia elvira elsa elok eli
efi dwi duma diana diah devi desi dessi damayanti dahlia citra cici chairunnisa cahyani butet bunga betty beti bella
azizah asih asmara asmawati asni arum aprilia anisa annisa anggun anggraini andini amelia alya alfiah afifah adinda
""")

MEN = _words("""
budi agus eko andi dedi hendra rizki arif joko rudi adi wahyu dwi tri yusuf ibrahim ali hasan husin umar usman rahmat
hidayat slamet sutrisno suyanto suparman supriyadi sugeng sugiono suharto sukarno sumarno sunarto suryadi susanto
sutomo suwarno suyono setiawan kurniawan gunawan hermawan darmawan irawan ridwan ramadhan ramli rahman rasyid razak
rifki rifai rian riyanto robi rohmat roni rusdi rusli saiful syaifudin saifuddin syamsudin samsul sahrul syahril
syafri syafii sarwono satria sigit sofyan solihin subagyo subhan sudirman sudarmaji sulaiman sulistyo surya taufik
tarmizi teguh thamrin tono topan toni toto triyono ujang umarudin untung wawan wahid wahyudi warsito waluyo wibowo
widodo wijaya wira wisnu yadi yanto yanuar yoga yohanes yudi yudha yulianto yusri zaenal zainal zainuddin zakaria
zaki zulfikar zulkarnain zulkifli abas abidin adam adnan afandi ahyar aji akbar akmal alamsyah aldi alfian alfin
amin aminudin amir ananda andika andre anggara anton anwar apriadi arman arifin ariyanto asep asmawi asrul aswin aziz
azhar azwar badrun bagas bagus bahar bahtiar bakri bambang baharudin basri basuki bayu benny bima bondan burhan
burhanuddin cahyo cahyono candra chandra choirul chairul daniel danang darma darsono david deden deni dika dimas dody
doni dudung edi edy efendi elvin endro erik erwin fachri fadli fahmi fahrul faisal fajar farhan farid faruq fauzan
fauzi ferdi ferry fikri firdaus firman galih galang ganjar gilang giyanto habib hadi haikal hakim halim hamdan hamid
hamzah handoko hanafi hanif harahap hari haris haryanto haryono hasanudin hasbi hendri heri heru hilman imam imron
indra iqbal irfan irsyad iskandar ismail iwan jaka jafar jamal jamaludin jatmiko jefri johan jumadi juanda junaidi
kamal karim kasim khoirul khairul komarudin krisna kusnadi lukman lutfi mahmud malik mansur marwan maulana mukhlis
muhtar mukhtar mulyadi mulyono munir mursalin muslim mustafa nanang nanda nasir nasrul nazar ngadimin nugroho nurdin
""")

SECOND = _words("""
lestari wijaya saputra pratama hidayat kurniawan nugroho santoso wibowo utami rahayu siregar nasution harahap lubis
simanjuntak sitorus hutapea simbolon sinaga situmorang tambunan panjaitan napitupulu manurung sihombing hutabarat
ginting sembiring tarigan perangin karo batubara daulay hasibuan ritonga pohan rambe tanjung chaniago koto sikumbang
piliang melayu jambak guci caniago pane marpaung purba saragih damanik girsang silalahi lumbantoruan pardede pakpahan
pangaribuan aritonang siagian gultom togatorop matondang pulungan dalimunthe permana firmansyah ramadhan maulana
hakim setiadi prasetyo prasetya adiputra mahendra wardana wardani kusuma kusumawati anggraeni puspitasari wulandari
purnama purnamasari maharani cahyaningrum ningrum suryaningsih mulyasari oktavia fadilah fauziah zahra azzahra
khairunnisa amalia aulia salsabila kamila nabila rahmadani rahmadhani syahputra syahrani alfarizi alghifari almira
habibi hafiz hanafiah iskandar ismail jaelani kadir kamaruddin latief lutfiyah ma'ruf mahfud makmur mansyur marzuki
masruroh muchlis mudzakir munawar musthofa mutmainah muttaqin nasir nasrullah natsir nawawi nurdiansyah nurmala
pamungkas pangestu perdana permadi pranoto priyono purwanto purwanti rachmawati raharjo rosyid rukmana sahputra
salamun sanjaya sasmita sastra siswanto siswoyo soleh solihah subekti sucipto sudrajat sugiarto suhendar suherman
sukardi sulaeman sumantri sumitra sunandar supardi supriatna suryana suseno sutanto sutisna suwandi syahrial syam
syarif tanuwijaya tirtayasa triwahyuni ulum usmani wahab wahdah waskito wicaksono widjaja widiastuti winata wiryawan
yahya yasin yulistiani yunus zakiah zamzami zulaikha zuhri basyir burhani djaelani effendi fachrudin ghozali gozali
hutagalung itje jauhari kartini kosasih ludin mandagi maramis mokodompit paputungan pattiasina latuconsina rumbiak
""")

BEFORE_WOMEN, BEFORE_MEN = ("siti", "nur", "sri", "dewi"), ("muhammad", "ahmad", "abdul", "muhammad")
TITLES = ("H. ", "Hj. ", "Bapak ", "Ibu ", "Dra. ", "Ir. ", "Ustadz ", "Sdri. ")
AFTER = (", S.Pd", ", SE.", ", S.H.", ", A.Md", ", S.Ag., M.Pd.I")
